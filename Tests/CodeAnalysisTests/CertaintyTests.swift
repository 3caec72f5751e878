import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

/// What programs make certain of errors, what a callback gives back, and who answers GraphQL.
@Suite("Errors, callbacks and resolvers")
struct CertaintyTests {
    /// What is certain of the text of an error that `sink` gets.
    private func certain(_ body: String) async throws -> [Guarantees] {
        let text = """
            const sink = require('sink');
            const work = require('work');
            class OwnError extends Error {}
            exports.handler = async () => { try { work() } catch (error) { \(body) } }
            """
        let result = try await analysis(["a.js": text])
        let calls = result.calls.filter { $0.apis.contains("sink") }
        return calls.flatMap { call in call.arguments.flatMap { result.origins(in: $0.value, at: call) } }.map(\.guarantees)
    }

    @Test(arguments: [
        "if (error instanceof OwnError) sink(error.message)",
        "const isOther = !error.hasOwnProperty('isOwn'); sink(error.message && !isOther ? error.message : 'failed')",
    ])
    func theKindOfAnErrorThatWasTestedIsCertain(_ body: String) async throws {
        let found = try await certain(body)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.contains(.tested) })
    }

    @Test(arguments: ["sink(error.message)", "if (!(error instanceof OwnError)) sink(error.message)"])
    func anErrorOfAnyKindIsNot(_ body: String) async throws {
        let found = try await certain(body)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.contains(.tested) })
    }

    @Test func whatACallbackIsGivenForAnErrorIsNoAnswer() async throws {
        let result = try await analysis(["a.js": "exports.handler = (event, context, callback) => { callback(event.a, event.b) }"])
        let given = result.returns.filter { !$0.value.origins.isEmpty }.map { fact in "\(fact.isError) \(fact.value.origins.map(\.path.description))" }
        #expect(given.sorted() == [#"false ["event.b"]"#, #"true ["event.a"]"#])
    }

    private static let schemas: [String] = [
        "new (require('apollo-server-lambda').ApolloServer)({ typeDefs, resolvers }).createHandler()",
        "new (require('graphql-yoga').GraphQLServerLambda)({ typeDefs, resolvers }).graphqlHandler",
        "require('graphql-yoga').createYoga({ schema: require('graphql-yoga').createSchema({ typeDefs, resolvers }) })",
    ]

    @Test(arguments: schemas)
    func resolversGetTheArgumentsOfAnOperation(_ schema: String) async throws {
        let main = """
            const typeDefs = 'type Query { user(id: ID!): String }';
            const resolvers = { Query: { user: require('./user').func }, Mutation: {} };
            exports.handler = \(schema);
            """
        let user = "const sink = require('sink'); exports.func = async (_, { id }) => sink(id);"
        let result = try await analysis(["a.js": main, "user.js": user])
        #expect(flows(result, into: "sink") == ["request.arguments.id"])
    }
}
