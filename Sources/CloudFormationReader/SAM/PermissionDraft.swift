internal import ApplicationModel
internal import SourceText

extension SAMEvent {
    /// The statement of a function's policy that lets the event's service invoke it.
    ///
    /// A suffix that is no part of a logical id, such as a stage's name with a dash, is left out: SAM hashes it.
    func permission(
        _ target: EventTarget, principal: String, sourceARN: Value? = nil, sourceAccount: Value? = nil,
        token: Value? = nil, prefix: String? = nil, suffix: String = ""
    ) -> ResourceDraft {
        let logicalID = (prefix ?? self.logicalID) + "Permission" + (suffix.isAlphanumeric ? suffix : "")
        return origin.draft(
            "AWS::Lambda::Permission", logicalID,
            [
                "Action": new.text("lambda:InvokeFunction"), "FunctionName": target.name,
                "Principal": new.text(principal),
                "SourceArn": sourceARN, "SourceAccount": sourceAccount, "EventSourceToken": token,
            ])
    }
}

extension StringProtocol {
    /// Whether there is text and all of it is letters and digits, as logical ids must be.
    var isAlphanumeric: Bool { !isEmpty && allSatisfy { $0.isLetter || $0.isNumber } }
}
