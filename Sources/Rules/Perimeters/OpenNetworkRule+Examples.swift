import ApplicationModel
import AuditKit

extension OpenNetworkRule {
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
            resources:
              Resources:
                Database:
                  Type: AWS::EC2::SecurityGroup
                  Properties:
                    GroupDescription: orders
                    SecurityGroupIngress:
                      - IpProtocol: tcp
                        FromPort: 5432
                        ToPort: 5432
                        CidrIp: «0.0.0.0/0»
            """),
        .flagged(
            .serverlessFramework,
            """
            # A fragment is as open as the manifest.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
            resources:
              Resources: ${file(./network.yml):Resources}
            """,
            files: [
                "network.yml": """
                Resources:
                  Database:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      GroupDescription: orders
                  FromEverywhere:
                    Type: AWS::EC2::SecurityGroupIngress
                    Properties:
                      GroupId: !GetAtt Database.GroupId
                      IpProtocol: -1
                      CidrIpv6: «'::/0'»
                """
            ]),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Bastion:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: bastion
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 20, ToPort: 25, CidrIp: «0.0.0.0/0»}
                    - !If [isTest, {IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: «0.0.0.0/0»}, !Ref AWS::NoValue]
              Entry:
                Type: AWS::EC2::NetworkAclEntry
                Properties:
                  NetworkAclId: !Ref List
                  RuleNumber: 100
                  Protocol: 6
                  RuleAction: allow
                  CidrBlock: «0.0.0.0/0»
                  PortRange: {From: 22, To: 22}
            """),
        .clean(
            .cloudFormation,
            """
            # A website, a group as source, the own network, a ping, and answers on high ports.
            Resources:
              Balancer:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
                    - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: '::/0'}
                    - {IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 0.0.0.0/0}
              Database:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: orders
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Functions}
                    - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/8}
                  SecurityGroupEgress:
                    - {IpProtocol: -1, CidrIp: 0.0.0.0/0}
              Answers:
                Type: AWS::EC2::NetworkAclEntry
                Properties:
                  NetworkAclId: !Ref List
                  RuleNumber: 100
                  Protocol: 6
                  RuleAction: allow
                  CidrBlock: 0.0.0.0/0
                  PortRange: {From: 1024, To: 65535}
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Office:
                Type: String
            Resources:
              Bastion:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: bastion
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
            resources:
              Resources:
                Database:
                  Type: AWS::EC2::SecurityGroup
                  Properties:
                    GroupDescription: orders
                    SecurityGroupIngress:
                      - {IpProtocol: tcp, FromPort: '${env:PORT}', ToPort: '${env:PORT}', CidrIp: 0.0.0.0/0}
            """),
    ]
}
