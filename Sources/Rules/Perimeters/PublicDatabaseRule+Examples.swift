import ApplicationModel
import AuditKit

extension PublicDatabaseRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                environment:
                  DB_HOST: !GetAtt Orders.Endpoint.Address
            resources:
              Resources:
                Orders:
                  Type: AWS::RDS::DBInstance
                  Properties:
                    Engine: postgres
                    PubliclyAccessible: «true»
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Broker:
                Type: AWS::AmazonMQ::Broker
                Properties:
                  EngineType: RABBITMQ
                  PubliclyAccessible: !If [isTest, «true», false]
              Events:
                Type: AWS::MSK::Cluster
                Properties:
                  BrokerNodeGroupInfo:
                    ConnectivityInfo:
                      PublicAccess:
                        Type: «SERVICE_PROVIDED_EIPS»
              Warehouse:
                Type: AWS::Redshift::Cluster
                Properties:
                  PubliclyAccessible: «'true'»
            """),
        .flagged(
            .cloudFormation,
            """
            # Public where nothing is said.
            Resources:
              «Copy»:
                Type: AWS::DMS::ReplicationInstance
                Properties:
                  ReplicationInstanceClass: dms.t3.micro
              «Search»:
                Type: AWS::OpenSearchService::Domain
                Properties:
                  EngineVersion: OpenSearch_2.11
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  DBSubnetGroupName: !Ref Subnets
              Reader:
                Type: AWS::RDS::DBInstance
                Properties:
                  DBClusterIdentifier: !Ref Cluster
                  PubliclyAccessible: false
              Search:
                Type: AWS::OpenSearchService::Domain
                Properties:
                  VPCOptions:
                    SubnetIds: [!Ref Subnet]
              Events:
                Type: AWS::MSK::Cluster
                Properties:
                  BrokerNodeGroupInfo:
                    ConnectivityInfo:
                      PublicAccess:
                        Type: DISABLED
            """),
        .undecided(
            .cloudFormation,
            """
            # Without a subnet group the default network of the account decides.
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  Engine: postgres
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              IsPublic:
                Type: String
            Resources:
              Warehouse:
                Type: AWS::RedshiftServerless::Workgroup
                Properties:
                  PubliclyAccessible: !Ref IsPublic
            """),
    ]
}
