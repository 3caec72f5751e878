package import ApplicationModel
package import Findings

/// What every rule may look at beside its subject.
package struct AuditContext: Sendable {
    /// The application the subject belongs to.
    package let application: Application
    /// The day that counts as today.
    package let today: CalendarDate

    /// Makes a context.
    package init(application: Application, today: CalendarDate) {
        self.application = application
        self.today = today
    }
}
