import CloudFormationReader
package import ManifestReading
import ServerlessFrameworkReader

extension Scan {
    /// The readers of every format that is known, in the order they are asked.
    package static var standardReaders: [any ManifestReader] { [ServerlessFrameworkReader(), CloudFormationReader()] }
}
