import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A connection to a database in the clear, or to whoever answers.
struct DatabaseWithoutTLSRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "database-without-tls", since: "0.1.0", severity: .medium,
        summary: "connects to a database without checked TLS",
        why: """
            The rows that a query fetches cross the network as readable as the query: with TLS switched off everyone on \
            the way reads them, and with the check of the certificate switched off whoever answers first is the \
            database. RDS, DocumentDB and ElastiCache publish the certificates that the check needs.
            """,
        remedy: """
            Ask for TLS and hand over the authority's certificate: `ssl: { ca }`, `sslmode=verify-full` with \
            `sslrootcert`, `ssl_ca=…`. The bundle is at <https://truststore.pki.rds.amazonaws.com>.
            """,
        cwe: [319, 295],
        references: [
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html", "https://node-postgres.com/features/ssl",
            "https://www.postgresql.org/docs/current/libpq-ssl.html",
        ])

    /// What options must be to switch TLS or its check off, by their names.
    private static let options: Set<String> = [
        "ssl", "tls", "sslmode", "ssl_disabled", "rejectUnauthorized", "tlsInsecure", "tlsAllowInvalidCertificates",
        "sslValidate", "ssl_cert_reqs", "trustServerCertificate", "encrypt", "ssl_verify_cert",
    ]
    private static let queries = [
        "sslmode=disable", "ssl=false", "tls=false", "usessl=false", "sslmode=no-verify", "rejectunauthorized=false",
        "tlsallowinvalidcertificates=true", "tlsinsecure=true", "ssl_cert_reqs=none", "sslmode=allow",
    ]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: DatabaseClient.connecting).flatMap { call -> [Verdict] in
            guard !isNear(call, in: code) else { return [] }
            let said = (options(of: call, code) + queries(of: call, code)).map { place, what, isReadable in
                Verdict.violation(violation(at: place, what, isReadable, function))
            }
            return said.isEmpty ? silent(call, code, function) : said
        }
    }

    /// Drivers that speak without TLS unless they are told to.
    ///
    /// Sources: https://node-postgres.com/features/ssl, https://github.com/mysqljs/mysql#ssl-options,
    /// https://sidorares.github.io/node-mysql2/docs/examples/connections/create-connection,
    /// https://pymysql.readthedocs.io/en/latest/modules/connections.html
    private static let open = APISet([
        "pg.Pool", "pg.Client", "mysql.createConnection", "mysql.createPool", "mysql2.createConnection", "mysql2.createPool",
        "mysql2/promise.createConnection", "mysql2/promise.createPool", "serverless-mysql", "pymysql.connect", "aiomysql.connect", "aiomysql.create_pool",
    ])
    /// Options that say something of TLS, or hold what may.
    private static let saying: Set<String> = [
        "ssl", "sslmode", "ssl_ca", "ssl_disabled", "ssl_verify_cert", "connectionString", "uri", "url", "read_default_file", "socketPath", "unix_socket",
        "connector", "stream",
    ]

    /// A connection of which all settings are known, and none of them speaks of TLS.
    private func silent(_ call: CallFact, _ code: FunctionCode, _ function: Function) -> [Verdict] {
        guard call.isAny(of: Self.open), isWhole(call, code), CallOption.options(of: call, named: Self.saying, in: code).isEmpty,
            !CallOption.options(of: call, named: ["host"], in: code).isEmpty,
            !function.environment.contains(where: { $0.name == "PGSSLMODE" })
        else { return [] }
        var violation = violation(at: call.namePlace, "the driver speaks without TLS, for no option asks for it", true, function)
        violation.severity = .low
        return [.violation(violation)]
    }

    /// Whether every option is known by name.
    private func isWhole(_ call: CallFact, _ code: FunctionCode) -> Bool {
        guard !call.arguments.contains(where: \.isSpread) else { return false }
        return call.arguments.filter { $0.name == nil }.allSatisfy { isWhole($0.value, code) }
    }

    private func isWhole(_ value: AbstractValue, _ code: FunctionCode) -> Bool {
        let objects = code.analysis.objects(of: value)
        guard objects.count == 1, value.references.count == 1, value.origins.isEmpty, let settings = objects.first else { return false }
        guard settings.kind == .record, settings.rest.isEmpty else { return false }
        // `serverless-mysql` keeps the driver's settings in a field.
        return settings.fields["config"].map { isWhole($0, code) } ?? true
    }

    private func options(of call: CallFact, _ code: FunctionCode) -> [(SourcePlace, String, Bool)] {
        CallOption.options(of: call, named: Self.options, in: code).compactMap { option in
            switch option.name {
            case "ssl", "tls", "encrypt":
                option.value.isCertainly(false) ? (option.place, "`\(option.name)` switches TLS off", true) : nil
            case "ssl_disabled": option.value.isCertainly(true) ? (option.place, "`ssl_disabled` switches TLS off", true) : nil
            case "sslmode":
                option.value.string == "disable" || option.value.string == "allow" ? (option.place, "`sslmode` switches TLS off", true) : nil
            case _ where isUnchecked(option, code): (option.place, "`\(option.name)` takes the check of the certificate away", false)
            default: nil
            }
        }
    }

    private func isUnchecked(_ option: CallOption, _ code: FunctionCode) -> Bool {
        switch option.name {
        case "rejectUnauthorized", "sslValidate", "ssl_verify_cert": option.value.isCertainly(false)
        case "tlsInsecure", "tlsAllowInvalidCertificates", "trustServerCertificate": option.value.isCertainly(true)
        case "ssl_cert_reqs":
            option.value.constant == .null || option.value.string?.lowercased() == "none" || code.analysis.apis(of: option.value) == ["ssl.CERT_NONE"]
        default: false
        }
    }

    /// What the connection string says; what the environment holds is reported in the manifest.
    private func queries(of call: CallFact, _ code: FunctionCode) -> [(SourcePlace, String, Bool)] {
        let names = ["connectionString", "dsn", "url", "uri"]
        let values =
            call.arguments.prefix(1).filter { $0.name == nil }.map { ($0.value, $0.place) }
            + CallOption.options(of: call, named: Set(names), in: code).map { ($0.value, $0.place) }
        return values.flatMap { value, place in
            value.texts.compactMap { text in
                let lower = text.lowercased()
                guard let found = Self.queries.first(where: lower.contains) else { return nil }
                return (place, "`\(found)` in the connection string leaves the connection open to others", true)
            }
        }
    }

    /// A machine's own database, and one that a container is named after.
    private func isNear(_ call: CallFact, in code: FunctionCode) -> Bool {
        let scopes =
            ClientAddress.hosts(of: call, in: code).map(\.host.scope) + ClientAddress.addresses(of: call, in: code).map(\.address.host.scope)
        return scopes.contains { $0 == .local || $0 == .privateNetwork }
    }

    private func violation(at place: SourcePlace, _ message: String, _ isReadable: Bool, _ function: Function) -> Violation {
        let what = isReadable ? "reads the password and the rows of" : "takes the place of"
        return Violation(
            at: place, message, gain: "whoever gets between `\(function.name)` and the server \(what) its database")
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { Pool } = require('pg');
            const mysql = require('mysql2/promise');
            const pool = new Pool({ host: process.env.DB_HOST, ssl: { rejectUnauthorized: «false» } });
            exports.handler = async () => {
              const reports = await mysql.createConnection({ host: 'reports.example.com', ssl: «false» });
              const old = new Pool({ connectionString: «`postgres://shop@db.example.com/shop?sslmode=disable`» });
              await reports.query('SELECT 1');
              return old.query('SELECT 1');
            };
            """),
        .flagged(
            .python,
            """
            import os
            import psycopg2
            import pymongo
            import mysql.connector

            def handler(event, context):
                psycopg2.connect(host=os.environ["DB_HOST"], dbname="shop", sslmode=«"disable"»)
                mysql.connector.connect(host="db.example.com", ssl_disabled=«True»)
                pymongo.MongoClient(os.environ["MONGO"], tlsAllowInvalidCertificates=«True»)
            """),
        .flagged(
            .javaScript,
            """
            const mysql = require('serverless-mysql');
            exports.handler = async () => {
              const client = «mysql»({ config: { host: process.env.DB_HOST, database: 'shop', user: 'shop', password: process.env.DB_PASS } });
              return client.query('SELECT 1');
            };
            """),
        .clean(
            .javaScript,
            """
            const mysql = require('mysql2/promise');
            const { Pool } = require('pg');
            const settings = JSON.parse(process.env.DB_SETTINGS);
            exports.handler = async () => {
              const bundle = await mysql.createConnection({ host: process.env.DB_HOST, user: 'shop', ssl: 'Amazon RDS' });
              const pool = new Pool({ connectionString: process.env.DB_URL });
              const other = new Pool({ host: process.env.DB_HOST, ...settings });
              return [bundle, pool, other];
            };
            """),
        .clean(
            .javaScript,
            """
            const fs = require('fs');
            const { Pool } = require('pg');
            const pool = new Pool({ host: process.env.DB_HOST, ssl: { ca: fs.readFileSync('rds.pem'), rejectUnauthorized: true } });
            const local = new Pool({ host: 'localhost', ssl: false });
            const either = new Pool({ host: process.env.DB_HOST, ssl: process.env.STAGE === 'local' ? false : { ca: 'x' } });
            exports.handler = async () => [pool, local, either].map((p) => p.query('SELECT 1'));
            """),
        .clean(
            .python,
            """
            import os
            import psycopg2
            from sqlalchemy import create_engine

            engine = create_engine("postgresql://shop@localhost/shop?sslmode=disable")

            def handler(event, context):
                psycopg2.connect(host=os.environ["DB_HOST"], sslmode="verify-full", sslrootcert="rds.pem")
                psycopg2.connect("host=" + os.environ["DB_HOST"] + " sslmode=require")
            """),
    ]
}
