internal import ApplicationModel
internal import SourceText

/// The code of a function: `InlineCode`, an image, an object in a bucket, or a local folder that is packed on the way.
struct SAMCode {
    let value: Value?
    /// Where the property that decides is written.
    let keyPlace: SourcePlace?

    init(_ properties: MemberMap) {
        let isImage = properties["PackageType"]?.string == "Image"
        let keys = isImage ? ["ImageUri"] : ["InlineCode", "CodeUri"]
        let member = keys.first { properties[$0] != nil }.flatMap(properties.member)
        keyPlace = member?.keyPlace
        value = member.map { Self.code($0, key: properties["SourceKMSKeyArn"]) }
    }

    private static func code(_ member: Value.Member, key: Value?) -> Value {
        let new = ValueMaker(member.value.usePlace)
        switch member.key {
        case "InlineCode": return new.map(["ZipFile": member.value, "SourceKMSKeyArn": key])
        case "ImageUri": return new.map(["ImageUri": member.value])
        default: return location(member.value, key: key)
        }
    }

    /// An object in a bucket in the form that Lambda takes; anything else, such as a local folder, as it is.
    static func location(_ value: Value, key: Value? = nil) -> Value {
        let new = ValueMaker(value.usePlace)
        if value.isMap, value["Bucket"] != nil {
            return new.map([
                "S3Bucket": value["Bucket"], "S3Key": value["Key"], "S3ObjectVersion": value["Version"],
                "SourceKMSKeyArn": key,
            ])
        }
        guard let pointer = S3Pointer(value.string) else { return value }
        return new.map([
            "S3Bucket": new.text(pointer.bucket), "S3Key": new.text(pointer.key),
            "S3ObjectVersion": pointer.version.map(new.text), "SourceKMSKeyArn": key,
        ])
    }
}

/// `s3://bucket/key?versionId=version`.
struct S3Pointer {
    let bucket: String
    let key: String
    let version: String?

    init?(_ text: String?) {
        guard let text, text.hasPrefix("s3://") else { return nil }
        let parts = text.dropFirst("s3://".count).split(separator: "?", maxSplits: 1)
        guard let path = parts.first, let slash = path.firstIndex(of: "/") else { return nil }
        bucket = String(path[..<slash])
        key = String(path[slash...].drop { $0 == "/" })
        let query = parts.count > 1 ? parts[1].split(separator: "&") : []
        version = query.first { $0.hasPrefix("versionId=") }.map { String($0.dropFirst("versionId=".count)) }
    }

    /// The pointer in the form that API Gateway and Step Functions take.
    func value(at place: SourcePlace) -> Value {
        let new = ValueMaker(place)
        return new.map(["Bucket": new.text(bucket), "Key": new.text(key), "Version": version.map(new.text)])
    }
}
