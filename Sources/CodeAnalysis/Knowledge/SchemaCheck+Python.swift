extension SchemaCheck {
    /// The calls of Python's libraries that hold values against schemas.
    static let python: [(APIPattern, APIEffect)] = dictionaries + classes + powertools

    private static func entries(_ paths: [String], _ check: SchemaCheck) -> [(APIPattern, APIEffect)] {
        paths.map { (APIPattern($0), APIEffect(check: check)) }
    }

    private static let dictionaries: [(APIPattern, APIEffect)] =
        entries(
            ["jsonschema.validate", "jsonschema.validators.validate"],
            SchemaCheck(
                .argument(1, named: "schema"), value: .argument(0, named: "instance"), answer: .nothing, formatOption: "format_checker"))
        + entries(
            ["jsonschema*Validator().validate"],
            SchemaCheck(
                .maker(0, named: "schema"), value: .argument(0, named: "instance"), answer: .nothing, formatOption: "format_checker"))
        + entries(
            ["jsonschema*Validator().is_valid"],
            SchemaCheck(.maker(0, named: "schema"), value: .argument(0, named: "instance"), answer: .truth, formatOption: "format_checker"))
        + entries(
            ["jsonschema*Validator().iter_errors"],
            SchemaCheck(.maker(0, named: "schema"), value: .argument(0, named: "instance"), answer: .errors, formatOption: "format_checker"))
        + entries(
            ["fastjsonschema.validate"],
            SchemaCheck(.argument(0, named: "definition"), value: .argument(1, named: "data"), answer: .value))
        + entries(["fastjsonschema.compile()"], SchemaCheck(.maker(0, named: "definition"), value: .argument(0), answer: .value))
        + entries(
            ["cerberus.Validator().validate"],
            SchemaCheck(
                .argument(1, named: "schema"), .maker(0, named: "schema"), value: .argument(0, named: "document"), answer: .truth,
                language: .cerberus))
        + entries(
            ["cerberus.Validator().validated"],
            SchemaCheck(
                .argument(1, named: "schema"), .maker(0, named: "schema"), value: .argument(0, named: "document"), answer: .value,
                language: .cerberus))
        + entries(["voluptuous.Schema()"], SchemaCheck(.receiver, value: .argument(0), answer: .value))

    private static let classes: [(APIPattern, APIEffect)] =
        entries(["marshmallow.Schema#load"], SchemaCheck(.receiver, value: .argument(0, named: "data"), answer: .value))
        + entries(["marshmallow.Schema#loads"], SchemaCheck(.receiver, value: .argument(0, named: "json_data"), answer: .value, coding: "json"))
        + entries(["marshmallow.Schema#validate"], SchemaCheck(.receiver, value: .argument(0, named: "data"), answer: .errors))
        + entries(["pydantic.TypeAdapter().validate_python"], SchemaCheck(.maker(0), value: .argument(0), answer: .value))
        + entries(["pydantic.TypeAdapter().validate_json"], SchemaCheck(.maker(0), value: .argument(0), answer: .value, coding: "json"))
        + entries(["pydantic*.parse_obj_as"], SchemaCheck(.argument(0, named: "type_"), value: .argument(1, named: "obj"), answer: .value))
        + entries(
            ["pydantic*.parse_raw_as"], SchemaCheck(.argument(0, named: "type_"), value: .argument(1, named: "b"), answer: .value, coding: "json"))

    private static let powertools: [(APIPattern, APIEffect)] =
        entries(
            ["aws_lambda_powertools.utilities.parser*.parse"],
            SchemaCheck(
                .argument(1, named: "model"), value: .argument(0, named: "event"), answer: .value, envelope: .argument(2, named: "envelope")))
        + entries(
            ["aws_lambda_powertools.utilities.validation*.validate"],
            SchemaCheck(
                .argument(1, named: "schema"), value: .argument(0, named: "event"), answer: .nothing,
                envelope: .argument(3, named: "envelope")))
}
