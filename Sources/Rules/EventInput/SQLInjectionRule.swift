import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in the text of SQL.
struct SQLInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "sql-injection", since: "0.1.0", severity: .critical,
        summary: "puts a part of the event into the text of SQL",
        why: """
            A database cannot tell which part of a statement the program meant and which came with the event: a quote \
            ends the value, and what follows is SQL. Who chooses the part reads and changes whatever the function's \
            account may; it makes no difference that the event came through a queue or a table before.
            """,
        remedy: """
            Keep the text constant and hand the values over beside it: `query('… WHERE id = ?', [id])`, `$1`, \
            `cursor.execute("… WHERE id = %s", (id,))`, `parameters` of the Data API. Names of tables and columns, which \
            cannot be parameters, come from a list of the program's own.
            """,
        cwe: [89],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.calling.html",
            "https://peps.python.org/pep-0249/#paramstyle",
        ])

    static let safe: Guarantees = [.word, .sqlEscaped]
    static let fillers: Set<StoredInput.Evidence> = [.code]

    private static let words = "the text of SQL"

    static let sinks = [
        Sink(nodeDrivers + nodeMappers, .argument(0), .field("sql"), .field("text"), .field("query"), words: words),
        Sink(pythonDrivers, .argument(0, named: "query"), .field("sql"), .field("operation"), words: words),
        Sink(javaDrivers, .argument(0), words: words),
        Sink(goDrivers, .argument(0), words: words),
        Sink(goContextDrivers, .argument(1), words: words),
        Sink(dataServices, .field("sql"), .field("Sql"), .field("QueryString"), .field("sqlText"), .field("Expression"), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool { flow.isInText(of: code) && !flow.isTag }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) reads and changes what the database account of `\(function.name)` may, past every condition of the statement"
    }
}

extension SQLInjectionRule {
    private static let nodeDrivers: [APIPattern] = [
        "mysql*.query", "mysql*.execute", "mysql*.promise().query", "serverless-mysql().query", "serverless-mysql#query",
        "promise-mysql*.query", "mariadb*.query", "mariadb*.execute", "mariadb*.batch",
        "pg.*.query", "pg.*#query", "pg().query", "pg-pool#query", "pg-pool#connect().query", "serverless-postgres#query", "serverless-pg#query",
        "pg-promise*.query", "pg-promise*.any", "pg-promise*.one", "pg-promise*.none", "pg-promise*.many", "pg-promise*.oneOrNone",
        "pg-promise*.manyOrNone", "pg-promise*.result", "pg-promise*.multi",
        "better-sqlite3*.prepare", "better-sqlite3#prepare", "better-sqlite3*.exec", "better-sqlite3#exec",
        "sqlite3*#all", "sqlite3*#get", "sqlite3*#run", "sqlite3*#each", "sqlite3*#exec", "sqlite3*#prepare",
        "mssql*.query", "mssql*#query", "mssql*.batch", "mssql*#batch", "mssql*.execute", "tedious.Request", "oracledb*.execute",
        "data-api-client().query", "@planetscale/database*.execute", "postgres().unsafe", "@google-cloud/bigquery.BigQuery#query", "snowflake-sdk*.execute",
    ]

    private static let nodeMappers: [APIPattern] = [
        "sequelize#query", "sequelize.*#query", "sequelize.literal", "sequelize.Sequelize.literal",
        "knex().raw", "knex#raw", "knex*.whereRaw", "knex*.orderByRaw", "knex*.havingRaw", "knex*.joinRaw", "knex*.groupByRaw",
        "typeorm*.query", "typeorm*#query", "@prisma/client*$queryRawUnsafe", "@prisma/client*$executeRawUnsafe", "@prisma/client.Prisma.raw",
        "drizzle-orm.sql.raw", "@mikro-orm/*.execute",
    ]

    private static let pythonDrivers: [APIPattern] =
        [
            "psycopg2", "psycopg", "pymysql", "MySQLdb", "mysql.connector", "sqlite3", "pyodbc", "cx_Oracle", "oracledb", "pg8000",
            "aiomysql", "aiopg", "aiosqlite", "pymssql", "redshift_connector", "snowflake.connector", "duckdb", "databases", "records",
        ].flatMap { module in ["execute", "executemany", "executescript", "fetch_all", "fetch_one"].map { APIPattern("\(module)*.\($0)") } }
        + [
            "asyncpg*.execute", "asyncpg*.fetch", "asyncpg*.fetchrow", "asyncpg*.fetchval", "sqlalchemy.text", "sqlalchemy.sql.text",
            "sqlalchemy.sql.expression.text", "sqlalchemy*.execute", "flask_sqlalchemy*.execute", "django.db.*.execute", "django.db.*.raw",
            "pandas.read_sql", "pandas.read_sql_query", "awswrangler.*.read_sql_query", "pg8000*.run", "pg.DB().query",
        ]

    private static let javaDrivers: [APIPattern] = [
        "java.sql.Statement#execute*", "java.sql.Statement#addBatch", "java.sql.Connection#prepare*", "java.sql.Connection#nativeSQL",
        "org.springframework.jdbc.core.*Template#query*", "org.springframework.jdbc.core.*Template#*pdate", "org.springframework.jdbc.core.*Template#execute",
        "*.persistence.EntityManager#create*Query", "org.hibernate.*Session#create*Query", "org.apache.commons.dbutils.QueryRunner#*",
        "org.jdbi.v3.core.Handle#create*", "org.jdbi.v3.core.Handle#execute", "io.vertx.*#preparedQuery",
    ]

    private static let goDrivers: [APIPattern] =
        ["database/sql", "github.com/jmoiron/sqlx"].flatMap { package in
            ["Query", "QueryRow", "Exec", "Prepare", "Queryx", "QueryRowx", "MustExec", "Preparex", "NamedExec", "NamedQuery"].flatMap { method in
                ["\(package)*#\(method)", "\(package)*.\(method)"].map { APIPattern($0) }
            }
        }
        + ["Raw", "Exec", "Where", "Or", "Not", "Order", "Having", "Group", "Joins", "Select"].flatMap { method in
            ["gorm.io/gorm*#\(method)", "gorm.io/gorm*.\(method)"].map { APIPattern($0) }
        }
        + ["github.com/uptrace/bun*.NewRaw", "github.com/uptrace/bun*#NewRaw", "entgo.io/ent*.ExprP"]

    private static let goContextDrivers: [APIPattern] =
        ["database/sql", "github.com/jmoiron/sqlx"].flatMap { package in
            ["QueryContext", "QueryRowContext", "ExecContext", "PrepareContext", "QueryxContext", "Get", "Select", "MustExecContext"].flatMap { method in
                ["\(package)*#\(method)", "\(package)*.\(method)"].map { APIPattern($0) }
            }
        }
        + ["Query", "QueryRow", "Exec"].flatMap { method in
            ["github.com/jackc/pgx*#\(method)", "github.com/jackc/pgx*.\(method)"].map { APIPattern($0) }
        }

    private static let dataServices: [APIPattern] = [
        "software.amazon.awssdk.services.rdsdata.RdsDataClient#*xecuteStatement", "software.amazon.awssdk.services.athena.AthenaClient#startQueryExecution",
        "software.amazon.awssdk.services.redshiftdata.RedshiftDataClient#executeStatement", "com.amazonaws.services.rdsdata.AWSRDSData#*xecuteStatement",
        "com.amazonaws.services.athena.AmazonAthena#startQueryExecution",
        "@aws-sdk/client-rds-data.ExecuteStatementCommand", "@aws-sdk/client-rds-data.BatchExecuteStatementCommand",
        "@aws-sdk/client-rds-data.*#*xecuteStatement", "aws-sdk*.RDSDataService#executeStatement",
        "aws-sdk*.RDSDataService#batchExecuteStatement", "aws-sdk/clients/rdsdataservice#executeStatement",
        "@aws-sdk/client-athena.StartQueryExecutionCommand", "@aws-sdk/client-athena.*#startQueryExecution", "aws-sdk*.Athena#startQueryExecution",
        "@aws-sdk/client-redshift-data.ExecuteStatementCommand", "aws-sdk*.RedshiftData#executeStatement",
        "@aws-sdk/client-timestream-query.QueryCommand", "aws-sdk*.TimestreamQuery#query",
        "@aws-sdk/client-s3.SelectObjectContentCommand", "aws-sdk*.S3#selectObjectContent", "snowflake-sdk*.execute",
        "boto3.client(rds-data).execute_statement", "boto3.client(rds-data).batch_execute_statement",
        "boto3.client(athena).start_query_execution", "boto3.client(redshift-data).execute_statement",
        "boto3.client(timestream-query).query", "boto3.client(s3).select_object_content",
    ]
}
