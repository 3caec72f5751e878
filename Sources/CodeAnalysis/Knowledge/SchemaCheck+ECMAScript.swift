extension SchemaCheck {
    /// The calls of ECMAScript's libraries that hold values against schemas.
    static let ecmaScript: [(APIPattern, APIEffect)] = zod + joi + yup + ajv + classes + shapes + powertools

    private static func entries(_ paths: [String], _ check: SchemaCheck) -> [(APIPattern, APIEffect)] {
        paths.map { (APIPattern($0), APIEffect(check: check)) }
    }

    private static let zod: [(APIPattern, APIEffect)] =
        entries(
            ["zod.parse", "zod.z.parse", "zod/mini.parse", "zod/v4.parse", "zod/v4-mini.parse", "zod.parseAsync", "zod/mini.parseAsync"],
            SchemaCheck(.argument(0), value: .argument(1), answer: .value))
        + entries(
            ["zod*.parse", "zod*.parseAsync", "@aws-lambda-powertools/parser/schemas*Schema.parse", "@aws-lambda-powertools/parser/schemas*.parse"],
            SchemaCheck(.receiver, value: .argument(0), answer: .value))
        + entries(
            ["zod*.safeParse", "zod*.safeParseAsync", "zod*.spa", "@aws-lambda-powertools/parser/schemas*.safeParse"],
            SchemaCheck(.receiver, value: .argument(0), answer: .report(Report(passed: "data", error: "error", truth: "success"))))

    private static let joi: [(APIPattern, APIEffect)] =
        entries(
            ["joi.validate", "@hapi/joi.validate"],
            SchemaCheck(.argument(1), value: .argument(0), answer: .report(Report(given: "value", error: "error"))))
        + entries(
            ["joi*.validate", "@hapi/joi*.validate"],
            SchemaCheck(.receiver, value: .argument(0), answer: .report(Report(given: "value", error: "error"))))
        + entries(["joi*.validateAsync", "@hapi/joi*.validateAsync"], SchemaCheck(.receiver, value: .argument(0), answer: .value))
        + entries(["joi*.attempt", "@hapi/joi*.attempt"], SchemaCheck(.argument(1), value: .argument(0), answer: .value))
        + entries(["joi*.assert", "@hapi/joi*.assert"], SchemaCheck(.argument(1), value: .argument(0), answer: .nothing))

    private static let yup: [(APIPattern, APIEffect)] =
        entries(["yup*.validate", "yup*.validateSync"], SchemaCheck(.receiver, value: .argument(0), answer: .value))
        + entries(["yup*.isValid", "yup*.isValidSync"], SchemaCheck(.receiver, value: .argument(0), answer: .truth))

    private static let ajv: [(APIPattern, APIEffect)] =
        entries(
            ["ajv*#compile()", "ajv*#compileAsync()", "ajv*#getSchema()", "ajv-formats*.compile()", "ajv*.compile()"],
            SchemaCheck(.maker(0), value: .argument(0), answer: .truth))
        + entries(
            ["ajv*#validate", "ajv-formats*.validate", "ajv*.validate"], SchemaCheck(.argument(0), value: .argument(1), answer: .truth))
        + entries(
            ["jsonschema.validate", "jsonschema.Validator#validate"],
            SchemaCheck(.argument(1), value: .argument(0), answer: .report(Report(errors: "errors", truth: "valid"))))

    private static let classes: [(APIPattern, APIEffect)] =
        entries(["class-validator.validate", "class-validator.validateSync"], SchemaCheck(.argument(0), value: .argument(0), answer: .errors))
        + entries(["class-validator.validateOrReject"], SchemaCheck(.argument(0), value: .argument(0), answer: .nothing))
        + entries(
            ["class-transformer-validator.transformAndValidate*"], SchemaCheck(.argument(0), value: .argument(1), answer: .value))

    private static let shapes: [(APIPattern, APIEffect)] = [
        ("class-transformer.plainToClass", APIEffect(result: .instance(of: 0, from: 1))),
        ("class-transformer.plainToInstance", APIEffect(result: .instance(of: 0, from: 1))),
        ("@middy/validator*.transpileSchema", APIEffect(result: .argument(0))),
    ]

    private static let powertools: [(APIPattern, APIEffect)] =
        entries(
            ["@aws-lambda-powertools/parser.parse"],
            SchemaCheck(.argument(2), value: .argument(0), answer: .value, envelope: .argument(1)))
        + entries(
            ["@aws-lambda-powertools/parser/envelopes*Envelope.parse"],
            SchemaCheck(.argument(1), value: .argument(0), answer: .value, envelope: .receiver))
        + entries(
            ["@aws-lambda-powertools/validation.validate"],
            SchemaCheck(.option("schema"), value: .option("payload"), answer: .value, envelope: .option("envelope")))
}
