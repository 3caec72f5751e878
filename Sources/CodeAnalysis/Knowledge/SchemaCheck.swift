/// How a call of a library holds a value against a schema.
struct SchemaCheck: Sendable {
    /// Where something stands in a call.
    enum Part: Sendable {
        /// What the call is made on.
        case receiver
        /// The argument of a name, else the one at a position.
        case argument(Int, named: String? = nil)
        /// A field of an options object at a position.
        case option(String, of: Int = 0)
        /// An argument of the call that made what is called, or what it is called on.
        case maker(Int, named: String? = nil)
    }

    /// How a schema is written that is data.
    enum Language: Sendable {
        case jsonSchema, cerberus
    }

    /// How the call says whether the value passed.
    enum Answer: Sendable {
        /// It gives what passed, and does not come back otherwise.
        case value
        /// It gives nothing, and does not come back otherwise.
        case nothing
        /// It gives true.
        case truth
        /// It gives no errors: a list of them, or a dictionary.
        case errors
        /// It gives an object that says so.
        case report(Report)
    }

    /// The fields of an object that says whether a value passed.
    struct Report: Sendable {
        /// What passed.
        var passed: String?
        /// What came, which need not have passed.
        var given: String?
        /// The error; nothing when it passed.
        var error: String?
        /// The errors as a list.
        var errors: String?
        /// Whether it passed.
        var truth: String?
    }

    /// Where the schema is: the first of these that is one.
    let schema: [Part]
    /// Where the value is.
    let value: Part
    /// How the call answers.
    let answer: Answer
    var language = Language.jsonSchema
    /// How the value is encoded.
    var coding: String?
    /// What names the part of the value that is meant.
    var envelope: Part?
    /// Whether texts are held against `format`; by an option of this name alone where it is given.
    var formatOption: String?

    init(
        _ schema: Part..., value: Part, answer: Answer, language: Language = .jsonSchema, coding: String? = nil, envelope: Part? = nil,
        formatOption: String? = nil
    ) {
        self.schema = schema
        self.value = value
        self.answer = answer
        self.language = language
        self.coding = coding
        self.envelope = envelope
        self.formatOption = formatOption
    }
}

extension APIEffect {
    /// A call that holds a value against a schema.
    init(check: SchemaCheck) {
        self.init(callbacks: .none)
        self.check = check
    }
}
