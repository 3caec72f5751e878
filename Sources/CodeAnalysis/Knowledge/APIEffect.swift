/// What a call of a library does with the values it gets.
struct APIEffect: Sendable {
    /// What the call gives.
    enum Result: Sendable {
        /// Something made of the arguments and of what it is called on: what is assumed of every call nothing is known of.
        case derived
        /// Nothing of the arguments.
        case nothing
        /// An argument as it is.
        case argument(Int)
        /// What it is called on, as it is.
        case receiver
        /// What an argument's text holds once decoded.
        case decoded(String, from: Int)
        /// The answer of a store or service, which is not what was asked.
        case answer
        /// A part of what came in.
        case source(AccessPath.Root, [AccessPath.Component])
        /// A part of a web framework's request: the one that an argument names, or all of it.
        case parameter(String, named: Int?)
        /// Functions of the program become what the call gives: it may be called as they are.
        case wrapped(Int)
        /// The value of the environment variable that an argument names.
        case environment
        /// The arguments' own values as a list (`Promise.all`).
        case elements(Int)
        /// The fields of all arguments in one object (`Object.assign`).
        case merged
        /// The names of an argument's fields.
        case keys(Int)
        /// The values of an argument's fields.
        case values(Int)
        /// Pairs of both.
        case entries(Int)
        /// An instance of the class at one position with the fields of the argument at another.
        case instance(of: Int, from: Int)
    }

    /// What the functions of the program that are handed over get.
    enum Callbacks: Sendable {
        /// What the call gives, whatever the position, and errors where a parameter is named for one.
        case result
        /// They are not called.
        case none
        /// A framework's request, then its answer to fill, as a web framework does.
        case request(String)
        /// Those in the field `resolvers` get the arguments of a GraphQL operation.
        case resolvers
        /// The event and the context, as a handler gets them.
        case event
        /// Nothing, later: timers.
        case nothing
        /// A record of the event each.
        case records
        /// An error, to answer it.
        case failure
        /// What the call gives, to add routes to it.
        case plugin
    }

    var result: Result = .derived
    /// What is certain about the result whatever went in.
    var guarantees: Guarantees = []
    var callbacks: Callbacks = .result
    /// What the result is named, when it is not the path with `()`; a first constant argument replaces `$1`.
    var name: String?
    /// The conditions of a result that is tested: what is certain about the argument at `tested` when it is true.
    var proves: Guarantees = []
    /// The argument that is proved something about.
    var tested = 0
    /// Whether it never comes back: what follows is not reached.
    var isEnd = false
    /// How it holds a value against a schema.
    var check: SchemaCheck?
}
