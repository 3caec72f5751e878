import ApplicationModel
import CodeAnalysis
import PackageInventory
import SourceText

/// The packages of a list that a function's code loads, itself or through others.
struct LoadedPackages {
    /// Their indices.
    let indices: Set<Int>
    /// Whether there may be more: code that was not read, or a list that does not say what packages bring.
    let mayBeMore: Bool

    /// `nil` where the language's imports say nothing about packages.
    init?(_ code: FunctionCode, in folder: RelativePath, _ list: PackageList, _ graph: PackageGraph) {
        let imports = code.closure.externals.filter { !$0.isStandard }
        let starts: [Int]
        switch list.kind.ecosystem {
        case .npm: starts = graph.closure(of: imports.map(\.package), from: Self.importer(of: folder, in: list))
        case .pypi: starts = graph.closure(of: imports.flatMap { PythonDistribution.names(providing: $0.package) }, from: 0)
        case .go: starts = graph.closure(of: imports.compactMap { Self.module(of: $0.module, in: list) })
        default: return nil
        }
        indices = Set(starts)
        let closure = code.closure
        mayBeMore = !list.knowsRequirements || !closure.computedImports.isEmpty || !closure.skipped.isEmpty || closure.isCut
            || !closure.missingImports.isEmpty
    }

    /// The member of a workspace that the folder lies in, the innermost; else the project beside the list.
    static func importer(of folder: RelativePath, in list: PackageList) -> Int {
        let prefix = list.path.directory == .root ? "" : list.path.directory.description + "/"
        let path = folder.description.hasPrefix(prefix) ? String(folder.description.dropFirst(prefix.count)) : folder.description
        let fitting = list.importers.indices.filter { index in
            let member = list.importers[index].folder
            return member.isEmpty || path == member || path.hasPrefix(member + "/")
        }
        return fitting.max { list.importers[$0].folder.utf8.count < list.importers[$1].folder.utf8.count } ?? 0
    }

    /// The module that holds a package of Go's: the longest whose path leads to it.
    static func module(of path: String, in list: PackageList) -> Int? {
        let fitting = list.packages.indices.filter { path == list.packages[$0].name || path.hasPrefix(list.packages[$0].name + "/") }
        return fitting.max { list.packages[$0].name.utf8.count < list.packages[$1].name.utf8.count }
    }
}

/// Which distributions on PyPI have the module of a name.
enum PythonDistribution {
    /// The names of distributions that may provide a module; most are called as it is.
    static func names(providing module: String) -> [String] {
        let top = String(module.prefix { $0 != "." })
        return [top] + (others[top] ?? [])
    }

    /// Modules whose distribution has another name.
    /// Source: the pages of the distributions on PyPI.
    private static let others: [String: [String]] = [
        "attr": ["attrs"], "bs4": ["beautifulsoup4"], "Crypto": ["pycryptodome", "pycrypto"], "Cryptodome": ["pycryptodomex"],
        "cv2": ["opencv-python", "opencv-python-headless"], "dateutil": ["python-dateutil"], "dotenv": ["python-dotenv"],
        "fitz": ["pymupdf"], "git": ["GitPython"], "google": ["protobuf", "google-api-core", "google-auth"], "jose": ["python-jose"],
        "jwt": ["PyJWT"], "ldap": ["python-ldap"], "magic": ["python-magic"], "MySQLdb": ["mysqlclient"], "OpenSSL": ["pyOpenSSL"],
        "PIL": ["Pillow"], "pkg_resources": ["setuptools"], "psycopg2": ["psycopg2-binary"], "serverless_wsgi": ["serverless-wsgi"],
        "sklearn": ["scikit-learn"], "slugify": ["python-slugify"], "socks": ["PySocks"], "telegram": ["python-telegram-bot"],
        "werkzeug": ["Werkzeug"], "yaml": ["PyYAML"], "zmq": ["pyzmq"], "aws_xray_sdk": ["aws-xray-sdk"],
        "aws_lambda_powertools": ["aws-lambda-powertools"],
    ]
}
