extension SchemaCheck {
    /// The decorators that hold the event of the function they stand before against a schema.
    static let decorators = APITable<SchemaCheck>([
        (
            APIPattern("aws_lambda_powertools.utilities.parser*event_parser()"),
            SchemaCheck(.maker(9, named: "model"), value: .argument(0), answer: .value, envelope: .maker(9, named: "envelope"))
        ),
        (
            APIPattern("aws_lambda_powertools.utilities.validation*validator()"),
            SchemaCheck(.maker(9, named: "inbound_schema"), value: .argument(0), answer: .nothing, envelope: .maker(9, named: "envelope"))
        ),
        (
            APIPattern("@aws-lambda-powertools/parser.parser()"),
            SchemaCheck(.option("schema"), value: .argument(0), answer: .value, envelope: .option("envelope"))
        ),
        (
            APIPattern("@aws-lambda-powertools/validation*.validator()"),
            SchemaCheck(.option("inboundSchema"), value: .argument(0), answer: .nothing, envelope: .option("envelope"))
        ),
    ])

    /// The middlewares of `middy` that do so.
    static let middlewares = APITable<SchemaCheck>([
        (
            APIPattern("@aws-lambda-powertools/parser/middleware.parser()"),
            SchemaCheck(.option("schema"), value: .argument(0), answer: .value, envelope: .option("envelope"))
        ),
        (
            APIPattern("@aws-lambda-powertools/validation/middleware.validator()"),
            SchemaCheck(.option("inboundSchema"), value: .argument(0), answer: .nothing, envelope: .option("envelope"))
        ),
        (
            APIPattern("@middy/validator()"),
            SchemaCheck(.option("eventSchema"), .option("inputSchema"), value: .argument(0), answer: .nothing)
        ),
        (
            APIPattern("middy-middleware-json-schema*()"),
            SchemaCheck(.option("inputSchema"), value: .argument(0), answer: .nothing)
        ),
    ])
}
