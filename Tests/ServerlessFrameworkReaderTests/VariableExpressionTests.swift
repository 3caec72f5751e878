import ServerlessFrameworkReader
import Testing

/// One expression each, in a manifest that has something of everything, and what it comes to.
@Suite struct VariableExpressionTests {
    private static let manifest = """
        service: shop
        provider:
          name: aws
          stage: ${opt:stage, 'dev'}
          region: eu-west-1
        params:
          default: {size: 1, both: block-default}
          dev: {color: blue}
        stages:
          default:
            params: {both: stages-default, only: here}
            resolvers:
              account: {type: aws, mine: {type: ssm}, sealed: {type: ssm, rawOrDecrypt: noDecrypt}, bucket: {type: s3}}
              keeper: {type: vault}
              other: {type: example}
          dev:
            params: {level: low}
        custom:
          name: orders
          dev: {table: orders-dev, list: [a, {b: deep}]}
          prod: {table: orders-prod}
          alias: ${self:custom.dev}
          chained: ${self:custom.alias.table}
          number: 12
          zero: 0
          no: false
          nothing: null
          secret: ${ssm:/shop/key~true}
          maybe: ${env:MAYBE}
          shared: ${file(shared.yml)}
          mapped: {Ref: Table}
        x: EXPRESSION

        """

    private static let files = [
        "shared.yml": "a: {b: 1, c: '${self:custom.name}-c'}\nlist: [p, q]\nself: ${file(shared.yml):a.b}\n",
        "data.json": #"{"k": ["v", {"w": true}]}"#, "note.txt": " hello \n", "config.dev.yml": "url: http://dev\n",
        "code.js": "module.exports = {}", "empty.yml": "",
    ]

    private func check(_ expression: String, _ expected: String, options: VariableOptions) throws {
        let text = Self.manifest.replacing("EXPRESSION", with: expression)
        let scene = try VariableScene(text, files: Self.files, options: options)
        #expect(scene["x"]?.fullSummary == expected, "\(expression)")
    }

    @Test(arguments: [
        ("${self:service}", "'shop'"), ("${self:custom.name}", "'orders'"),
        ("a-${self:custom.name}-z", "'a-orders-z'"), ("${self:service}-${self:custom.name}", "'shop-orders'"),
        ("${self:custom.${self:provider.stage}.table}", "'orders-dev'"),
        ("${self:custom.${opt:stage, self:provider.stage}.table}", "'orders-dev'"),
        ("${self:custom.alias.list.1.b}", "'deep'"), ("${self:custom.dev.list[0]}", "'a'"),
        ("${self:custom.chained}", "'orders-dev'"), ("${self:custom.number}", "12"),
        ("n${self:custom.number}", "'n12'"), ("l-${file(shared.yml):list}", "'l-p,q'"), ("${self:custom.zero, 5}", "0"), ("${self:custom.no, true}", "false"),
        ("${self:custom.nothing, 'else'}", "'else'"), ("${self:custom.nothing}", "null"),
        ("${self:custom.none, self:custom.name}", "'orders'"), ("${self:custom.none, 3}", "3"),
        ("${self:custom.none, 1.5}", "1.5"), ("${self:custom.none, true}", "true"),
        ("${self:custom.none, null}", "null"), ("${self:custom.none, ''}", "''"),
        ("${self:custom.none, \"quoted, 'well'\"}", "'quoted, 'well''"),
        ("${self:custom.none, 'a}b'}", "'a}b'"), ("${self:custom.none, ${self:custom.name}}", "'orders'"),
        ("${self:custom.none, ${opt:x, ${self:custom.name}}}", "'orders'"),
        ("${self:custom.none, 'x-${self:custom.name}'}", "'x-orders'"),
        ("${ self:custom.name }", "'orders'"), ("${self:custom.none,self:custom.name}", "'orders'"),
        ("${self:custom.none}", "<${self:custom.none}: `custom.none` is not in `serverless.yml`>"),
        ("${self:custom.mapped}", "{Ref: 'Table'}"), ("${self:custom.shared.a.c}", "'orders-c'"),
        ("${self:custom.shared.self}", "1"), ("${self:custom.secret.part}", "<parameterStore /shop/key decrypted>"),
        ("${self:custom.maybe, 'then'}", "<env MAYBE> | 'then'"),
    ])
    func resolvesSelf(_ expression: String, _ expected: String) throws {
        try check(expression, expected, options: VariableOptions())
    }

    @Test(arguments: [
        ("${opt:stage, 'x'}", "'x'"), ("${opt:stage}", "<${opt:stage}: option `stage` is not given>"),
        ("${opt:foo, opt:bar, 'z'}", "'z'"), ("${sls:stage}", "'dev'"),
        ("${sls:instanceId}", "<${sls:instanceId}: changes with every run>"),
        ("${param:size}", "1"), ("${param:color}", "'blue'"), ("${param:both}", "'stages-default'"),
        ("${param:only}", "'here'"), ("${param:level}", "'low'"),
        ("${param:none}", "<${param:none}: parameter `none` is not given>"), ("${param:none, 'd'}", "'d'"),
        ("${env:HOME}", "<env HOME>"), ("${env:KEY, 'plain'}", "<env KEY> | 'plain'"),
        ("${env:A, env:B, 'c'}", "<env A> | 'c'"), ("pre-${env:KEY, 'fall'}", "'pre-<env KEY>' | 'pre-fall'"),
        ("${env:variables:A}", "<env A>"), ("${self:config:service}", "'shop'"), ("${opt:options:q, 1}", "1"),
        ("${env:A}${env:B}", "'<env A><env B>'"),
        ("${self:custom.${env:STAGE, 'prod'}.table}", "'orders-prod'"),
    ])
    func resolvesCommandLineAndEnvironment(_ expression: String, _ expected: String) throws {
        try check(expression, expected, options: VariableOptions())
    }

    @Test(arguments: [
        ("${opt:stage}", "'prod'"), ("${opt:s}", "'prod'"), ("${self:provider.stage}", "'prod'"),
        ("${self:custom.${opt:stage}.table}", "'orders-prod'"), ("${sls:stage}", "'prod'"),
        ("${opt:region, 'x'}", "'us-west-2'"), ("${aws:region}", "'us-west-2'"), ("${opt:extra}", "'1'"),
        ("${opt:}", "{extra: '1', region: 'us-west-2', stage: 'prod'}"), ("${param:size}", "'9'"),
        ("${param:level, 'none'}", "'none'"), ("${env:OK}", "'yes'"), ("${env:OTHER}", "<env OTHER>"),
    ])
    func takesOptionsAsGiven(_ expression: String, _ expected: String) throws {
        let options = VariableOptions(
            stage: "prod", region: "us-west-2", options: ["extra": "1"], parameters: ["size": "9"],
            environment: ["OK": "yes"])
        try check(expression, expected, options: options)
    }

    @Test(arguments: [
        ("${file(shared.yml):a.b}", "1"), ("${file(./shared.yml):list.1}", "'q'"),
        ("${file(shared.yml):a}", "{b: 1, c: 'orders-c'}"), ("${file(data.json):k.1.w}", "true"),
        ("${file(note.txt)}", "' hello \n'"), ("${file(config.${opt:stage, 'dev'}.yml):url}", "'http://dev'"),
        ("${file(config.${env:STAGE, 'dev'}.yml):url}", "'http://dev'"),
        ("${file(none.yml):a, 'b'}", "'b'"), ("${file(none.yml), file(shared.yml):a.b}", "1"),
        ("${file(shared.yml):nope, 2}", "2"), ("${file(empty.yml), 'e'}", "'e'"),
        ("${file(none.yml)}", "?(`none.yml` does not exist)"),
        ("${file(code.js):k}", "?(`code.js` is code and is not evaluated)"),
        ("${file(code.js):k, 'f'}", "?(`code.js` is code and is not evaluated) | 'f'"),
        ("${file(../../up.yml):a}", "?(`../../up.yml` leads outside the scanned directory)"),
        ("${file(~/.aws/credentials)}", "?(`~/.aws/credentials` leads outside the scanned directory)"),
        ("${file(~/.aws/c.yml):a, 'b'}", "?(`~/.aws/c.yml` leads outside the scanned directory) | 'b'"),
        ("${file(/etc/passwd)}", "?(`/etc/passwd` leads outside the scanned directory)"),
        ("${file(conf-${opt:q}.yml):a}", "<${file(conf-${opt:q}.yml):a}: which file it names depends on something unknown>"),
    ])
    func resolvesFiles(_ expression: String, _ expected: String) throws {
        try check(expression, expected, options: VariableOptions())
    }

    @Test(arguments: [
        ("${ssm:/a/b}", "<parameterStore /a/b>"), ("${ssm:name~true}", "<parameterStore name decrypted>"),
        ("${ssm:name~false}", "<parameterStore name encrypted>"), ("${ssm:name~split}", "<parameterStore name>"),
        ("${ssm.eu-west-1:name~true}", "<parameterStore name decrypted>"),
        ("${ssm(eu-west-1, noDecrypt):/a}", "<parameterStore /a encrypted>"),
        ("${ssm(noDecrypt):/a}", "<parameterStore /a encrypted>"), ("${ssm(raw):/a}", "<parameterStore /a>"),
        ("${ssm:/aws/reference/secretsmanager/db~true}", "<secretsManager db decrypted>"),
        ("${ssm:/aws/reference/secretsmanager/db}", "<secretsManager db decrypted>"),
        ("${ssm:/a/${self:provider.stage}/b}", "<parameterStore /a/dev/b>"),
        ("${ssm:/a/${opt:who}}", "<parameterStore ${ssm:/a/${opt:who}}>"),
        ("${ssm:/a, 'fall'}", "<parameterStore /a> | 'fall'"),
        ("p:${ssm:/a}@h", "'p:<parameterStore /a>@h'"), ("${vault:secret/data/a.b}", "<vault secret/data/a.b decrypted>"),
        ("${doppler:proj/key}", "<other proj/key decrypted>"), ("${s3:bucket/key}", "<imported s3:bucket/key>"),
        ("${cf:stack.Out}", "<imported cf:stack.Out>"), ("${cf.eu-west-1:stack.Out}", "<imported cf:stack.Out>"),
        ("${cf(eu-west-1):stack-${sls:stage}.Out}", "<imported cf:stack-dev.Out>"),
        ("${terraform:outputs:users}", "<imported terraform:users>"),
        ("${output::dev:eu-west-1:other.url}", "<imported output::dev:eu-west-1:other.url>"),
        ("${aws:/a/b}", "<parameterStore /a/b>"), ("${aws:ssm:/a/${opt:q}}", "<parameterStore ${aws:ssm:/a/${opt:q}}>"),
        ("${account:sealed:/p}", "<parameterStore /p encrypted>"),
        ("${other:key}", "<${other:key}: the resolver `other` is of the unknown type `example`>"),
        ("${output:other.url}", "<imported output:other.url>"), ("${aws:accountId}", "<AWS::AccountId>"),
        ("${aws:partition}", "<AWS::Partition>"), ("${aws:region}", "'eu-west-1'"),
        ("${aws:ssm:/a}", "<parameterStore /a>"), ("${aws:cf:s.o}", "<imported cf:s.o>"),
        ("${account:mine:/p}", "<parameterStore /p>"), ("${account:bucket:b/k}", "<imported s3:b/k>"),
        ("${account:ssm:/p}", "<parameterStore /p>"), ("${account:/p}", "<parameterStore /p>"),
        ("${account:accountId}", "<AWS::AccountId>"), ("${keeper:a.b}", "<vault a.b decrypted>"),
        ("${git:sha1}", "<${git:sha1}: known only in the checkout that deploys>"),
        ("${construct:queue.url}",
            "<${construct:queue.url}: `construct` is not a source of the framework; a plugin or a compose file may define it>"),
        ("${strToBool(true)}", "true"), ("${strToBool(0)}", "false"), ("${strToBool:TRUE}", "true"),
        ("${strToBool(${opt:b, 'false'})}", "false"), ("${strToBool(${self:custom.no})}", "false"),
    ])
    func keepsWhatOnlyTheDeploymentKnows(_ expression: String, _ expected: String) throws {
        try check(expression, expected, options: VariableOptions())
    }

    @Test(arguments: [
        ("${AWS::Region}", "<AWS::Region>"), ("a:${AWS::AccountId}:b", "'a:<AWS::AccountId>:b'"),
        ("'#{AWS::Region}'", "<AWS::Region>"), ("{'Fn::Sub': 'x-${AWS::Region}-${self:service}'}",
            "{Fn::Sub: 'x-${AWS::Region}-shop'}"),
        ("!Sub '${AWS::Region}'", "{Fn::Sub: '${AWS::Region}'}"),
        ("!Sub ['${T}-${AWS::Region}', {T: '${AWS::Region}'}]", "{Fn::Sub: ['${T}-${AWS::Region}', {T: <AWS::Region>}]}"),
        ("${Table.Arn}", "'${Table.Arn}'"), ("${!Literal}", "'${!Literal}'"), ("${plain}", "'${plain}'"),
        ("${cognito-identity.amazonaws.com:sub}", "'${cognito-identity.amazonaws.com:sub}'"),
        ("${iot:ClientId}", "'${iot:ClientId}'"), ("${foo${self:service}}", "'${fooshop}'"),
        (#"\${self:service}"#, "'${self:service}'"), (#"\\${self:service}"#, #"'\shop'"#),
        ("${self:service", "'${self:service'"), ("${self:service-${self:custom.name}", "'${self:service-${self:custom.name}'"),
        ("$ {self:service} }", "'$ {self:service} }'"), ("${}", "'${}'"), ("${:}", "'${:}'"),
        ("${self:custom.none, bare}",
            "<${self:custom.none, bare}: `custom.none` is not in `serverless.yml`; a source is not a variable, a quoted text, a number or a boolean>"),
    ])
    func leavesWhatIsNotTheFrameworks(_ expression: String, _ expected: String) throws {
        try check(expression, expected, options: VariableOptions())
    }
}
