import Findings

/// The JSON Schema of `ringfence.yml`, with every rule by name so that editors can offer them.
struct ConfigurationSchema {
    let rules: [RuleMetadata]

    var text: String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "ringfence.yml",
          "description": "How Ringfence judges this project. Read from the root or .github/ only.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "fail-on": {
              "description": "The lowest severity that makes a scan fail.",
              "enum": [\(quoted(Severity.allCases.map(\.rawValue) + ["never"]))]
            },
            "stage": { "description": "The stage to judge.", "type": "string", "minLength": 1 },
            "region": { "description": "The region to judge.", "type": "string", "minLength": 1 },
            "params": {
              "description": "Values of ${param:…}.",
              "type": "object",
              "additionalProperties": { "type": ["string", "number", "boolean"] }
            },
            "tags": {
              "description": "Tags that `ringfence fix` gives functions without any.",
              "type": "object",
              "additionalProperties": { "type": ["string", "number", "boolean"] }
            },
            "exclude": {
              "description": "Globs of paths that are not scanned.",
              "type": "array",
              "items": { "type": "string", "minLength": 1 }
            },
            "audience": { "$ref": "#/$defs/audience" },
            "rules": {
              "description": "Settings by rule or by a glob of rules.",
              "type": "object",
              "propertyNames": { "anyOf": [{ "$ref": "#/$defs/rule" }, { "$ref": "#/$defs/pattern" }] },
              "additionalProperties": { "$ref": "#/$defs/setting" }
            },
            "ignore": {
              "description": "Findings that are accepted, each with a reason.",
              "type": "array",
              "items": { "$ref": "#/$defs/exception" }
            },
            "vex": {
              "description": "Paths of OpenVEX and CycloneDX documents below the root; what they say is not affected or fixed is not reported.",
              "type": "array",
              "items": { "type": "string", "minLength": 1 }
            }
          },
          "$defs": {
            "rule": {
              "enum": [
        \(rules.map { "        \"\($0.id)\"" }.joined(separator: ",\n"))
              ]
            },
            "pattern": {
              "description": "A practice, a rule without its practice, or a glob of rules.",
              "type": "string",
              "minLength": 1
            },
            "severity": { "enum": [\(quoted(Severity.allCases.map(\.rawValue)))] },
            "audience": {
              "description": "Who reads the report; each audience sees what the ones before it see.",
              "enum": [\(quoted(RuleMetadata.Audience.allCases.map(\.rawValue)))]
            },
            "setting": {
              "oneOf": [
                { "const": "off" },
                { "$ref": "#/$defs/severity" },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["severity"],
                  "properties": { "severity": { "$ref": "#/$defs/severity" } }
                }
              ]
            },
            "exception": {
              "type": "object",
              "additionalProperties": false,
              "required": ["reason"],
              "anyOf": [{ "required": ["rule"] }, { "required": ["advisory"] }, { "required": ["package"] }],
              "properties": {
                "rule": { "anyOf": [{ "$ref": "#/$defs/rule" }, { "$ref": "#/$defs/pattern" }] },
                "path": { "description": "A glob of manifests.", "type": "string", "minLength": 1 },
                "function": { "description": "A function's name.", "type": "string", "minLength": 1 },
                "advisory": {
                  "description": "A published flaw by any of its ids, such as CVE-2021-44906; without `rule` those about dependencies are meant.",
                  "type": "string",
                  "minLength": 1
                },
                "package": {
                  "description": "A package: minimist, @scope/*, minimist@1.2.5, or pkg:npm/minimist@1.2.5.",
                  "type": "string",
                  "minLength": 1
                },
                "until": {
                  "description": "The last day the exception holds.",
                  "type": "string",
                  "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                },
                "reason": { "description": "Why it is accepted.", "type": "string", "minLength": 1 }
              }
            }
          }
        }

        """
    }

    private func quoted(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
}
