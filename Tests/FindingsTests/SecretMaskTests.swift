import Findings
import Testing

struct SecretMaskTests {
    @Test func masksTheLongestOfThoseThatShareAStart() {
        let mask = SecretMask(["common-1", "common-12", "common-12-and-more", "common-2"])
        #expect(mask.masked("common-12-and-mor") == "********-and-mor")
        #expect(mask.masked("<common-12-and-more>") == "<********>")
        #expect(mask.masked("common-1common-2") == "****************")
        #expect(mask.masked("common-3 ccommon-1x") == "common-3 c********x")
        #expect(mask.masked("common") == "common")
    }

    @Test func masksAWordOnlyWhereItStandsAlone() {
        let mask = SecretMask(["orders", "orders-17"])
        #expect(mask.masked("ordersTable orders") == "ordersTable ********")
        #expect(mask.maskedProse("orders of `orders`") == "orders of `********`")
        #expect(mask.maskedProse("orders-17 and orders-1") == "******** and orders-1")
    }

    @Test func masksEveryOneOfThousands() {
        let secrets = (0..<6000).map { "a-start-that-all-of-them-share-\($0)-" }
        let masked = SecretMask(Set(secrets)).masked(secrets.joined(separator: "\n"))
        #expect(masked == Array(repeating: SecretMask.symbol, count: secrets.count).joined(separator: "\n"))
    }
}
