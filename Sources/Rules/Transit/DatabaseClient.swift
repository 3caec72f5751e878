import AuditKit
import CodeAnalysis

/// Calls that connect to a database.
enum DatabaseClient {
    static let connecting = APISet([
        "pg.Pool", "pg.Client", "pg-promise()", "postgres", "mysql.create*", "mysql2.create*", "mysql2/promise.create*",
        "serverless-mysql", "serverless-postgres", "sequelize", "sequelize.Sequelize", "knex", "knex.knex", "typeorm.createConnection",
        "typeorm.DataSource", "mongoose.connect", "mongoose.createConnection", "mongodb.MongoClient", "mongodb.MongoClient.connect",
        "mongodb.MongoClient#connect", "ioredis", "ioredis.Redis", "ioredis.Cluster", "redis.createClient", "tedious.Connection",
        "mssql.connect", "mssql.ConnectionPool", "psycopg2.connect", "psycopg2.pool.*", "psycopg.connect", "psycopg_pool.*",
        "pymysql.connect", "pymysql.connections.Connection", "mysql.connector.connect", "MySQLdb.connect", "aiomysql.*", "asyncpg.*",
        "pg8000.*connect", "pg8000.native.Connection", "sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine",
        "pymongo.MongoClient", "motor.motor_asyncio.AsyncIOMotorClient", "redis.Redis", "redis.StrictRedis", "redis.from_url",
        "redis.Redis.from_url", "rediscluster.RedisCluster",
    ])
}
