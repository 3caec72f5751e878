import NIOSSL

/// A certificate for `localhost` that only who is told to trusts, and its key, which everybody can reckon.
package enum TestCertificate {
    /// The certificate in PEM.
    package static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBWTCCAQCgAwIBAgIBATAKBggqhkjOPQQDAjAgMR4wHAYDVQQDDBVSaW5nZmVu
        Y2UgdGVzdCBzZXJ2ZXIwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBa
        MCAxHjAcBgNVBAMMFVJpbmdmZW5jZSB0ZXN0IHNlcnZlcjBZMBMGByqGSM49AgEG
        CCqGSM49AwEHA0IABFFcPW6545a5BNP+yn9U/c0MwemXvzddylFa0KbDtANfRTa+
        OlDzGPv5pUdZAqIhUCvvDVfgjFOyzApW8X2fk1SjKTAnMBQGA1UdEQQNMAuCCWxv
        Y2FsaG9zdDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIEwbJ3zU
        OhYAkycHBA+huWihZZH6OQJgYSvWbampqtMMAiAZLYDlZOfuSkzP8GNPaPHyQYq5
        /yfdVqerTaUedEfxbA==
        -----END CERTIFICATE-----

        """

    /// The private key is the bytes 1 to 32: a `PrivateKeyInfo` (<https://www.rfc-editor.org/rfc/rfc5208#section-5>)
    /// with an `ECPrivateKey` (<https://www.rfc-editor.org/rfc/rfc5915#section-3>) on P-256.
    static func context() throws -> NIOSSLContext {
        let kind: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        let curve: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        let inner: [UInt8] = [0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20] + Array(1...32)
        let key: [UInt8] = [0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13] + kind + curve + [0x04, 0x27] + inner
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: certificates.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: key, format: .der))))
    }
}
