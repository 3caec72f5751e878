package import ApplicationModel
import SourceText

/// A variable with a value, and every function that gets it: what is inherited is looked at once, not once a function.
package struct EnvironmentBinding: Sendable {
    /// The variable.
    package let variable: EnvironmentVariable
    /// The functions that get it, in the manifest's order; never empty.
    package let functions: [Function]
    /// The function that lets the most people in.
    package let mostExposed: Function

    /// The variable as only some of its functions get it; `nil` when it is none of them.
    package func limited(to isIncluded: (Function) -> Bool) -> EnvironmentBinding? {
        let some = functions.filter(isIncluded)
        return some.mostExposed.map { EnvironmentBinding(variable: variable, functions: some, mostExposed: $0) }
    }

    /// A verdict on the variable as one that concerns all of its functions.
    package func concerning(_ verdict: Verdict) -> Verdict {
        switch verdict {
        case .undecided(let place, let reason, _):
            return .undecided(at: place, because: reason, functions: functions.map(\.name))
        case .violation(var violation):
            violation.functions = functions.map(\.name)
            violation.subject = "environment variable \(variable.name)"
            return .violation(violation)
        }
    }
}

extension Application {
    /// Every variable of every function, each name and place once, in the order in which they are first met.
    package var environmentBindings: [EnvironmentBinding] {
        struct Key: Hashable {
            let name: String
            let place: SourcePlace
        }
        var order: [Key] = []
        var found: [Key: (variable: EnvironmentVariable, functions: [Function])] = [:]
        for function in functions {
            for variable in function.environment {
                let key = Key(name: variable.name, place: variable.value.place)
                if found[key] == nil { order.append(key) }
                found[key, default: (variable, [])].functions.append(function)
            }
        }
        return order.compactMap { key in
            guard let entry = found[key], let worst = entry.functions.mostExposed else { return nil }
            return EnvironmentBinding(variable: entry.variable, functions: entry.functions, mostExposed: worst)
        }
    }
}
