import ApplicationModel
import PackageInventory

/// Packages that load others by names which stand in settings or in their own code, and do not say so in their
/// requirements.
///
/// Where one of them runs, that nothing imports a package does not mean that nothing loads it. Sources: the pages of the
/// packages, under what they call drivers, engines, plugins, transports or presets.
enum NameLoaders {
    private static let node: Set<String> = [
        "@babel/core", "@hapi/vision", "@nestjs/common", "@nestjs/core", "@nestjs/microservices", "bookshelf", "bunyan", "config", "consolidate",
        "express", "express-handlebars", "fastify-autoload", "@fastify/autoload", "@fastify/view", "import-fresh", "jiti", "jsdom", "knex", "koa-views",
        "log4js", "loopback", "mikro-orm", "@mikro-orm/core", "moleculer", "mongodb", "mongoose", "mysql2", "node-pre-gyp", "nodemailer-express-handlebars",
        "pg", "pino", "postcss", "remark", "require-all", "require-dir", "require-directory", "resolve-from", "sails", "sequelize", "sequelize-typescript",
        "ts-node", "typeorm", "unified-engine", "waterline", "webpack", "ws", "yargs",
    ]
    private static let python: Set<String> = [
        "apispec", "celery", "django", "fsspec", "kombu", "mkdocs", "pandas", "pluggy", "pyramid", "scrapy", "setuptools", "sqlalchemy", "stevedore",
    ]

    /// Whether a package is one of them.
    static func has(_ package: Package) -> Bool {
        switch package.ecosystem {
        case .npm: node.contains(package.name)
        case .pypi: python.contains(package.name.lowercased())
        default: false
        }
    }
}
