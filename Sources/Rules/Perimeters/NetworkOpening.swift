import ApplicationModel
import AuditKit

/// A rule of a security group or a network list that lets addresses in.
struct NetworkOpening {
    /// What may be reached.
    enum Ports: Equatable {
        /// Every port of every protocol.
        case all
        /// Ports from the first to the last.
        case range(Int, Int)
        /// It cannot be known.
        case unknown(Value)
        /// No port at all, such as a ping.
        case none
    }

    /// The ports that it opens.
    let ports: Ports
    /// The addresses that it lets in, each as written.
    let sources: [Value]
    /// Whether a condition of the template decides if it is there.
    let isOptional: Bool

    /// Reads an entry of `SecurityGroupIngress`, or a resource of that name.
    init(ingress entry: Value, isOptional: Bool) {
        sources = ["CidrIp", "CidrIpv6"].compactMap { entry[$0] }.flatMap { $0.outcomes.compactMap { $0 } }
        ports = Self.ports(protocol: entry["IpProtocol"], from: entry["FromPort"], to: entry["ToPort"])
        self.isOptional = isOptional
    }

    /// Reads an entry of a network's list.
    init(networkEntry entry: Value) {
        sources = ["CidrBlock", "Ipv6CidrBlock"].compactMap { entry[$0] }.flatMap { $0.outcomes.compactMap { $0 } }
        let range = entry["PortRange"]
        ports = Self.ports(protocol: entry["Protocol"], from: range?["From"], to: range?["To"])
        isOptional = false
    }

    /// Protocol numbers and names that have ports; `-1` stands for all protocols.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html
    private static func ports(protocol: Value?, from: Value?, to: Value?) -> Ports {
        guard let name = `protocol`?.scalarText else { return `protocol`.map { .unknown($0) } ?? .none }
        if name == "-1" || name.lowercased() == "all" { return .all }
        guard ["tcp", "udp", "6", "17"].contains(name.lowercased()) else { return .none }
        guard let from else { return .all }
        guard let first = from.number else { return .unknown(from) }
        guard let last = (to ?? from).number else { return .unknown(to ?? from) }
        guard let low = Int(exactly: first), let high = Int(exactly: last) else { return .none }
        return low <= 0 && high >= 65_535 || low == -1 ? .all : .range(low, high)
    }

    /// Whether a text names every address, or as good as every: a prefix of fewer than eight bits.
    static func isEverywhere(_ text: String) -> Bool {
        guard let slash = text.lastIndex(of: "/"), let bits = Int(text[text.index(after: slash)...]) else { return false }
        return bits < 8
    }
}

extension NetworkOpening.Ports {
    /// Ports that are there for everybody.
    private static let web: Set<Int> = [80, 443]

    /// Ports behind which somebody logs in, and those of stores, with what listens there.
    private static let listeners: [(port: Int, name: String)] = [
        (22, "SSH"), (3389, "RDP"), (23, "Telnet"), (5900, "VNC"), (5985, "WinRM"), (445, "SMB"), (2049, "NFS"), (111, "RPC"),
        (3306, "MySQL"), (5432, "PostgreSQL"), (1433, "SQL Server"), (1521, "Oracle"), (27017, "MongoDB"),
        (6379, "Redis"), (11211, "Memcached"), (9200, "OpenSearch"), (9300, "OpenSearch"), (5439, "Redshift"),
        (8182, "Neptune"), (9092, "Kafka"), (9094, "Kafka"), (9096, "Kafka"), (9098, "Kafka"), (2181, "ZooKeeper"),
        // Amazon MQ: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html
        (61617, "ActiveMQ"), (8162, "the console of ActiveMQ"), (61614, "ActiveMQ (STOMP)"), (61619, "ActiveMQ (WebSocket)"),
        (8883, "MQTT"), (5671, "AMQP"), (5672, "AMQP"), (15671, "the console of RabbitMQ"), (9042, "Cassandra"), (2375, "Docker"), (10250, "Kubernetes"),
    ]

    /// Whether it opens nothing but what a website needs.
    var isWeb: Bool {
        guard case .range(let low, let high) = self else { return self == .none }
        return low == high && Self.web.contains(low)
    }

    /// What listens on the first port within that strangers look for; `nil` when there is none.
    var listener: String? {
        switch self {
        case .all: "everything that listens"
        case .range(let low, let high): Self.listeners.first { low <= $0.port && $0.port <= high }?.name
        case .unknown, .none: nil
        }
    }

    /// The ports in words.
    var words: String {
        switch self {
        case .all: "every port is"
        case .range(let low, let high): low == high ? "port \(low) is" : "the ports \(low) to \(high) are"
        case .unknown, .none: "a port is"
        }
    }
}
