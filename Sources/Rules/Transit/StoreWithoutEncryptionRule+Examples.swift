import ApplicationModel
import AuditKit

extension StoreWithoutEncryptionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              «Orders»:
                Type: AWS::RDS::DBInstance
                Properties:
                  Engine: postgres
                  DBInstanceClass: db.t4g.micro
              Files:
                Type: AWS::EFS::FileSystem
                Properties:
                  Encrypted: «false»
              «Clicks»:
                Type: AWS::Kinesis::Stream
                Properties:
                  ShardCount: 1
              Cache:
                Type: AWS::ElastiCache::ReplicationGroup
                Properties:
                  Engine: redis
                  AtRestEncryptionEnabled: true
                  TransitEncryptionEnabled: «false»
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                events:
                  - sqs:
                      arn: !GetAtt Orders.Arn
            resources:
              Conditions:
                isTest: !Equals [!Ref 'AWS::Region', eu-west-1]
              Resources:
                Orders:
                  Type: AWS::SQS::Queue
                  Properties:
                    SqsManagedSseEnabled: «false»
                «Ledger»:
                  Type: AWS::DocDB::DBCluster
                  Properties:
                    StorageEncrypted: !If [isTest, !Ref 'AWS::NoValue', true]
            """),
        .clean(
            .cloudFormation,
            """
            # These encrypt by themselves.
            Resources:
              Files:
                Type: AWS::S3::Bucket
              Orders:
                Type: AWS::SQS::Queue
              News:
                Type: AWS::SNS::Topic
              Items:
                Type: AWS::DynamoDB::Table
              Ledger:
                Type: AWS::RDS::DBCluster
                Properties:
                  Engine: aurora-postgresql
              Reader:
                Type: AWS::RDS::DBInstance
                Properties:
                  Engine: aurora-postgresql
                  DBClusterIdentifier: !Ref Ledger
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  Engine: postgres
                  StorageEncrypted: true
              Clicks:
                Type: AWS::Kinesis::Stream
                Properties:
                  StreamEncryption: { EncryptionType: KMS, KeyId: alias/aws/kinesis }
              Search:
                Type: AWS::OpenSearchService::Domain
                Properties:
                  EncryptionAtRestOptions: { Enabled: true }
                  NodeToNodeEncryptionOptions: { Enabled: true }
                  DomainEndpointOptions: { EnforceHTTPS: true }
            """),
        .undecided(
            .cloudFormation,
            """
            # The snapshot is encrypted or not.
            Parameters:
              Snapshot: { Type: String }
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  DBSnapshotIdentifier: !Ref Snapshot
            """),
    ]
}
