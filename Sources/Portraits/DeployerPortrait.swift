package import ApplicationModel
package import Findings
import LeastPrivilege

extension DeployerPermissions {
    /// What whoever deploys an application may need.
    package init(deploying application: Application) {
        let policy = DeployerPolicy(application)
        self.init(
            application: application.name,
            statements: policy.statements.map { Statement(reason: $0.reason, actions: $0.actions, resources: $0.resources, passedTo: $0.passedTo) },
            unknownTypes: policy.unknownTypes)
    }
}
