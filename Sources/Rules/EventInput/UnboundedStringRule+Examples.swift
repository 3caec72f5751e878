import ApplicationModel
import AuditKit

extension UnboundedStringRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            properties:
                              «note»:
                                type: string
                              id:
                                type: string
                                format: uuid
                              tags:
                                type: array
                                «items»:
                                  type: string
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      authorizer: aws_iam
                      request:
                        schemas:
                          application/json:
                            type: object
                            definitions:
                              text: { type: string, pattern: '[a-z]+' }
                            properties:
                              «name»: { $ref: '#/definitions/text' }
            """),
        .flagged(
            .serverlessFramework,
            """
            # Properties without a name of their own, and a bound beyond what the platform passes on.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            properties:
                              «note»: { type: string, maxLength: 99999999 }
                            patternProperties:
                              «^x-»: { type: string }
                            «additionalProperties»: { type: string }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            properties:
                              name: { $ref: '#/definitions/text' }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            properties:
                              note: { type: string, maxLength: 400 }
                              size: { type: string, enum: [s, m, l] }
                              code: { type: string, pattern: '^[A-Z]{2,8}$' }
                              day: { type: string, format: date }
                              count: { type: integer }
            """),
        .clean(
            .serverlessFramework,
            """
            # The bound may stand in another part of the same schema.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            properties:
                              name:
                                type: string
                                allOf: [{ maxLength: 80 }]
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json: ${env:SCHEMA}
            """),
    ]
}
