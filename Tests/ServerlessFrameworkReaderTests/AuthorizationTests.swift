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
        ("authorizer: nosuch", "unknown"),
        ("authorizer: NONE", "unknown"),
        ("authorizer: {name: nosuch, type: request}", "unknown"),
        ("authorizer: AWS_IAM", "iam"),
        ("private: true", "none"),
    ])
    func ofRESTRoutes(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- http:\n    path: /a\n    method: get\n    \(setting)",
            rest:
                "  check: {handler: h.check}\nresources: {Resources: {Users: {Type: AWS::Cognito::UserPool}, Auth: {Type: AWS::ApiGateway::Authorizer}}}"
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
        ("authorizer: lost", "unknown"),
    ])
    func ofHTTPRoutes(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- httpApi:\n    path: /a\n    method: get\n    \(setting)",
            provider: """
                httpApi:
                  authorizers:
                    tokens: {type: jwt, identitySource: $request.header.Authorization, issuerUrl: https://i.example, audience: [a]}
                    keys: {type: request, functionName: check}
                    lost: {type: request, functionName: nosuch}
                """, rest: "  check: {handler: h.check}")
        #expect(try reading.route.authorization.word == word)
    }

    @Test func whatGuardsConnectGuardsEveryWebSocketRoute() throws {
        let reading = try Reading(
            function: """
                events:
                  - websocket: {route: $connect, authorizer: check}
                  - websocket: send
                """, rest: "  check: {handler: h.check}")
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
        ("url: {authorizer: '${file(x.js)}'}", "unknown"), ("url: {authorizer: AWS_IAM}", "none"),
        ("url: {authorizer: anything}", "none"),
    ])
    func ofFunctionURLs(setting: String, word: String) throws {
        let reading = try Reading(function: setting)
        #expect(try reading.trigger.kind == .functionURL)
        #expect(try reading.route.authorization.word == word)
        #expect(try reading.application.apis.map(\.kind) == [.functionURL])
    }

    @Test(arguments: [
        ("authorizer: [users]", "cognito arn:p"), ("authorizer: people", "jwt"), ("authorizer: nobody", "unknown"),
        ("authorizer: guests", "none"), ("authorizer: [guests, people]", "jwt"),
    ])
    func ofLoadBalancers(setting: String, word: String) throws {
        let reading = try Reading(
            event: "- alb:\n    listenerArn: arn:x\n    priority: 1\n    conditions: {path: /a}\n    \(setting)",
            provider: """
                alb:
                  authorizers:
                    users: {type: cognito, userPoolArn: arn:p}
                    people: {type: oidc, issuer: https://i.example}
                    guests: {type: oidc, issuer: https://i.example, onUnauthenticatedRequest: allow}
                """)
        #expect(try reading.route.authorization.word == word)
        #expect(try reading.trigger.exposure == (word == "none" || word == "unknown" ? .public : .authenticated))
    }

    @Test(arguments: [
        ("- http: {path: '/orders/{orderId}', method: get, authorizer: aws_iam}", "ApiGatewayMethodOrdersOrderidVarGet"),
        ("- http: {path: sub-orders, method: any, authorizer: aws_iam}", "ApiGatewayMethodSubDashordersAny"),
        ("- httpApi: {path: '/orders/{id}', method: get, authorizer: {type: aws_iam}}", "HttpApiRouteGetOrdersIdVar"),
        ("- httpApi: {path: '*', authorizer: {type: aws_iam}}", "HttpApiRouteDefault"),
    ])
    func extensionsOfGeneratedDoorsOpenThem(event: String, logicalID: String) throws {
        #expect(try Reading(event: event).route.authorization == .iam)
        let reading = try Reading(
            event: event,
            rest: "resources: {extensions: {\(logicalID): {Properties: {AuthorizationType: NONE}}}}")
        #expect(try reading.route.authorization == .none)
        #expect(try reading.route.authorizationPlace != reading.route.place)
    }

    @Test func extensionsOfAFunctionsAddressOpenIt() throws {
        let reading = try Reading(
            function: "url: {authorizer: aws_iam}",
            rest:
                "resources: {extensions: {HelloLambdaFunctionUrl: {Properties: {AuthType: NONE, Cors: {AllowOrigins: ['*']}}}}}"
        )
        #expect(try reading.route.authorization == .none)
        #expect(try reading.route.cors?.origins.compactMap(\.string) == ["*"])
        #expect(try reading.function.triggers.count == 1)
        #expect(try reading.function.exposure == .public)
    }

    @Test func aGuardThatIsNotKnownIsNoGuard() throws {
        #expect(try Reading(event: "- http: {path: a, method: get, authorizer: nosuch}").function.exposure == .public)
    }
}

@Suite struct AuthorizerFunctionTests {
    @Test(arguments: [
        ("- http: {path: a, method: get, authorizer: check}", "GET /a", "check"),
        ("- http: {path: a, method: get, authorizer: {arn: !GetAtt CheckLambdaFunction.Arn, name: x}}", "GET /a", "check"),
        ("- http: {path: a, method: get, authorizer: {type: CUSTOM, authorizerId: !Ref Auth}}", "GET /a", "check"),
        ("- httpApi: {path: /a, method: get, authorizer: {name: keys}}", "GET /a", "check"),
        ("- websocket: {route: $connect, authorizer: check}\n- websocket: send", "$connect", "check"),
    ])
    func theyAreReachedBeforeAnyoneIsKnown(event: String, route: String, function: String) throws {
        let reading = try Reading(
            event: event, provider: "httpApi: {authorizers: {keys: {type: request, functionName: check}}}",
            rest: """
                  check: {handler: h.check}
                resources: {Resources: {Auth: {Type: AWS::ApiGateway::Authorizer, Properties: {AuthorizerUri: !Sub 'arn:x:${CheckLambdaFunction.Arn}/invocations'}}}}
                """)
        let check = try #require(try reading.application.function(named: function))
        #expect(check.exposure == .public)
        #expect(check.triggers.map(\.kind) == [.authorizer])
        #expect(check.triggers.first?.summary == "authorizer of \(route)")
        #expect(try check.triggers.first?.place == reading.route.authorizationPlace)
        #expect(try reading.function.exposure == .authenticated)
        #expect(
            try reading.application.relations.contains {
                $0.from == .external("internet") && $0.to == .function(function) && $0.note == "authorizer"
            })
    }

    @Test(arguments: [
        "appSync: {authentication: {type: AWS_LAMBDA, config: {functionName: check}}, dataSources: {s: {type: AWS_LAMBDA, config: {functionName: hello}}}}",
        "custom: {appSync: {authenticationType: AWS_LAMBDA, lambdaAuthorizerConfig: {functionName: check}, dataSources: [{type: AWS_LAMBDA, name: s, config: {functionName: hello}}]}}",
    ])
    func theyGuardGraphQLToo(section: String) throws {
        let reading = try Reading(function: "", rest: "  check: {handler: h.check}\n" + section)
        let check = try #require(try reading.application.function(named: "check"))
        #expect(check.triggers.map(\.summary) == ["authorizer of POST /graphql"])
        #expect(try reading.function.exposure == .authenticated)
    }

    @Test func manyRoutesAreOneTrigger() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, authorizer: check}\n- http: {path: b, method: get, authorizer: check}",
            rest: "  check: {handler: h.check}")
        let check = try #require(try reading.application.function(named: "check"))
        #expect(check.triggers.map(\.summary) == ["authorizer of GET /a and 1 more"])
    }

    @Test func behindAPrivateEndpointTheyAreNotPublic() throws {
        let reading = try Reading(
            event: "- http: {path: a, method: get, authorizer: check}", provider: "endpointType: PRIVATE",
            rest: "  check: {handler: h.check}")
        #expect(try reading.application.function(named: "check")?.exposure == .internal)
    }
}
