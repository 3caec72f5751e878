import ApplicationModel
import Testing

@Suite struct AuthorizationTests {
    @Test(arguments: [
        ("", "none"),
        ("authorizer: aws_iam", "iam"),
        ("authorizer: check", "function check"),
        (
            "authorizer: arn:aws:lambda:eu-west-1:111111111111:function:check",
            "function arn:aws:lambda:eu-west-1:111111111111:function:check"
        ),
        (
            "authorizer: arn:aws:cognito-idp:eu-west-1:111111111111:userpool/u",
            "cognito arn:aws:cognito-idp:eu-west-1:111111111111:userpool/u"
        ),
        ("authorizer: {type: AWS_IAM}", "iam"),
        ("authorizer: {name: check, type: request, identitySource: method.request.header.X}", "function check"),
        ("authorizer: {name: pool, type: COGNITO_USER_POOLS, arn: !GetAtt Users.Arn, scopes: [a]}", "cognito @Users"),
        ("authorizer: {name: pool, arn: !GetAtt Users.Arn}", "cognito @Users"),
        ("authorizer: {type: COGNITO_USER_POOLS, authorizerId: !Ref Auth}", "cognito @Auth"),
        ("authorizer: {type: CUSTOM, authorizerId: abc}", "function abc"),
        ("authorizer: ${file(auth.js)}", "unknown"),
        ("authorizer: null", "none"),
        ("private: true", "none"),
    ])
    func ofRESTRoutes(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- http:\n    path: /a\n    method: get\n    \(setting)",
            rest:
                "resources: {Resources: {Users: {Type: AWS::Cognito::UserPool}, Auth: {Type: AWS::ApiGateway::Authorizer}}}"
        )
        let route = try reading.route
        #expect(route.authorization.word == word)
        #expect(route.requiresAPIKey == setting.hasPrefix("private"))
        #expect(
            (route.authorizationPlace != route.place) == setting.hasPrefix("authorizer: ") && word != "none"
                || word == "none")
    }

    @Test(arguments: [
        ("", "none"),
        ("authorizer: keys", "function check"),
        ("authorizer: {name: tokens, scopes: [a]}", "jwt"),
        ("authorizer: tokens", "jwt"),
        ("authorizer: {type: aws_iam}", "iam"),
        ("authorizer: {type: request, id: abc}", "function abc"),
        ("authorizer: {type: jwt, id: abc}", "jwt"),
        ("authorizer: {id: abc}", "jwt"),
        ("authorizer: nobody", "unknown"),
    ])
    func ofHTTPRoutes(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- httpApi:\n    path: /a\n    method: get\n    \(setting)",
            provider: """
                httpApi:
                  authorizers:
                    tokens: {type: jwt, identitySource: $request.header.Authorization, issuerUrl: https://i.example, audience: [a]}
                    keys: {type: request, functionName: check}
                """)
        #expect(try reading.route.authorization.word == word)
    }

    @Test func whatGuardsConnectGuardsEveryWebSocketRoute() throws {
        let reading = try Reading(
            function: """
                events:
                  - websocket: {route: $connect, authorizer: check}
                  - websocket: send
                """)
        let routes = try reading.function.triggers.compactMap(\.route)
        #expect(routes.map(\.authorization.word) == ["function check", "function check"])
        #expect(routes[1].authorizationPlace == routes[0].authorizationPlace)
    }

    @Test func anAuthorizerBehindAnOpenConnectionGuardsNothing() throws {
        let reading = try Reading(
            function: """
                events:
                  - websocket: $connect
                  - websocket: {route: send, authorizer: check}
                """)
        #expect(try reading.function.triggers.compactMap(\.route).allSatisfy { $0.authorization == .none })
    }

    @Test(arguments: [
        ("url: true", "none"), ("url: {authorizer: aws_iam}", "iam"), ("url: {cors: true}", "none"),
        ("url: {authorizer: '${file(x.js)}'}", "unknown"),
    ])
    func ofFunctionURLs(setting: String, word: String) throws {
        let reading = try Reading(function: setting)
        #expect(try reading.trigger.kind == .functionURL)
        #expect(try reading.route.authorization.word == word)
        #expect(try reading.application.apis.map(\.kind) == [.functionURL])
    }

    @Test(arguments: [
        ("authorizer: [users]", "cognito arn:p"), ("authorizer: people", "jwt"), ("authorizer: nobody", "unknown"),
    ])
    func ofLoadBalancers(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- alb:\n    listenerArn: arn:x\n    priority: 1\n    conditions: {path: /a}\n    \(setting)",
            provider: """
                alb:
                  authorizers:
                    users: {type: cognito, userPoolArn: arn:p}
                    people: {type: oidc, issuer: https://i.example}
                """)
        #expect(try reading.route.authorization.word == word)
    }
}
