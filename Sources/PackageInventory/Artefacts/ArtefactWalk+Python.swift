import ApplicationModel
import SourceText

extension ArtefactWalk {
    /// Adds packages of Python's from whose folders the metadata was taken, as `slim` of `serverless-python-requirements` does:
    /// of those that are known by their modules, with the version that they say themselves.
    mutating func addUnlabelled(_ entries: [FileEntry], of path: RelativePath, in folder: PackedFolder) {
        let isLabelled = entries.contains { $0.name.hasSuffix(".dist-info") || $0.name.hasSuffix(".egg-info") }
        guard !isLabelled, path == folder.root || path.isPlaceOfPython else { return }
        for entry in entries where entry.kind == .directory {
            guard let name = PythonModules.distributions[entry.name], let inner = path.appending(entry.name) else { continue }
            addUnlabelled(name, inner, in: folder)
        }
    }

    private mutating func addUnlabelled(_ name: String, _ path: RelativePath, in folder: PackedFolder) {
        let files = ["__init__.py", "__version__.py", "_version.py", "version.py", "package_data.py", "__about__.py"].compactMap(path.appending)
        guard let first = files.first, folder.files.kind(of: first) == .file else { return }
        for file in files where folder.files.kind(of: file) == .file {
            guard let text = text(of: file, in: folder), let version = PythonModules.version(in: text) else { continue }
            let place = folder.place(SourcePlace(path: file, span: version.span))
            var package = Package(.pypi, name: name, version: version.text, place: place, source: .registry(nil))
            package.location = folder.name(of: path)
            return add(package)
        }
        tell(path, .unmarked, "`\(name)` is there without its metadata and without its version", in: folder)
    }
}

/// Packages of Python's by the modules that they are known by.
enum PythonModules {
    /// Source: the pages of the distributions on PyPI.
    static let distributions: [String: String] = {
        let same = [
            "aiohttp", "bleach", "boto3", "botocore", "certifi", "chardet", "click", "cryptography", "django", "docutils", "ecdsa", "fastapi",
            "flask", "gevent", "grpc", "gunicorn", "h11", "httpx", "idna", "jinja2", "jsonschema", "lxml", "mako", "markdown", "markupsafe",
            "multidict", "mysql", "numpy", "oauthlib", "pandas", "paramiko", "pyasn1", "pydantic", "pymongo", "pymysql", "redis", "requests", "rsa",
            "s3transfer", "sqlalchemy", "sqlparse", "starlette", "tornado", "urllib3", "werkzeug", "yarl",
        ]
        let others = [
            "PIL": "Pillow", "yaml": "PyYAML", "jwt": "PyJWT", "jose": "python-jose", "OpenSSL": "pyOpenSSL", "Crypto": "pycryptodome",
            "psycopg2": "psycopg2-binary", "bs4": "beautifulsoup4", "grpc": "grpcio", "charset_normalizer": "charset-normalizer",
            "mysql": "mysql-connector-python", "aws_lambda_powertools": "aws-lambda-powertools", "dateutil": "python-dateutil",
        ]
        return Dictionary(same.map { ($0, $0) }, uniquingKeysWith: { first, _ in first }).merging(others) { $1 }
    }()

    /// What `__version__` is set to, when it is set to plain text that looks like a version.
    static func version(in file: SourceFile) -> (text: String, span: ByteSpan)? {
        for line in TextLines(file) where line.hasPrefix("__version__") {
            let words = line.text.split { $0 == "\"" || $0 == "'" }
            guard words.count >= 2, words[0].dropFirst("__version__".count).allSatisfy({ " =:str".contains($0) }), words[0].contains("="),
                words[1].utf8.first?.isDigit == true, words[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { continue }
            return (String(words[1]), line.span)
        }
        return nil
    }
}

extension RelativePath {
    /// Whether packages of Python's lie in a folder of a layer or of a virtual environment.
    fileprivate var isPlaceOfPython: Bool { name == "python" || name == "site-packages" }
}
