/// Valid manifests of every shape we know, each read alike by Yams; the mutation tests start from them too.
enum ManifestCorpus {
    /// Names and texts.
    static let all: [(String, String)] = [
        (
            "minimal service",
            #"""
            service: shop
            provider:
              name: aws
              runtime: nodejs22.x
            functions:
              hello:
                handler: src/hello.handler

            """#
        ),
        (
            "header comments",
            #"""
            # Welcome
            #
            # second line

            service: shop # the name

            # about the provider
            provider:
              # inner
              name: aws   # trailing

            """#
        ),
        (
            "list of events",
            #"""
            functions:
              a:
                handler: a.b
                events:
                  - http: GET /a
                  - http:
                      path: /b
                      method: post
                  - schedule: rate(5 minutes)
                  - sqs:
                      arn: !GetAtt Queue.Arn
                      batchSize: 10

            """#
        ),
        (
            "indentless lists",
            #"""
            functions:
              a:
                events:
                - http:
                    path: x
                - s3: bucket
                layers:
                - one
                - two
              b:
                handler: x

            """#
        ),
        (
            "short tags",
            #"""
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: !Sub "${AWS::StackName}-t"
                  Arn: !GetAtt Table.Arn
                  Name: !Join ["-", [!Ref Stage, table]]
                  Cond: !If [IsProd, !Ref A, !Ref "AWS::NoValue"]
                  Sub: !Sub
                    - "${x}-y"
                    - x: !Ref X
                  Empty: !Ref
                  Block: !Sub |
                    line ${A}
                    line
                  Map: !Map
                    a: 1
                  Seq: !Seq
                  - 1
                  - 2
                  Select: !Select [0, !GetAZs '']

            """#
        ),
        (
            "serverless variables",
            #"""
            custom:
              stage: ${opt:stage, self:provider.stage, 'dev'}
              table: ${self:service}-${self:custom.stage}
              secret: ${ssm:/a/b/${self:custom.stage}~true}
              file: ${file(./config.${opt:stage}.yml):one.two}
              quoted: "${env:HOME}"
              list: ['${self:custom.a}', "${self:custom.b}"]

            """#
        ),
        (
            "iam statements",
            #"""
            provider:
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action:
                        - dynamodb:Query
                        - 'dynamodb:*'
                      Resource: "arn:aws:dynamodb:${aws:region}:*:table/x"
                    - Effect: Deny
                      Action: "*"
                      Resource: '*'

            """#
        ),
        (
            "anchors and merge",
            #"""
            base: &base
              runtime: nodejs22.x
              tags: &tags {team: a, cost: b}
            other: &other
              memorySize: 128
              runtime: python3.13
            a:
              <<: *base
              handler: a.b
            b:
              <<: [*base, *other]
              runtime: go
            c:
              tags:
                <<: *tags
                team: z
            d: *tags

            """#
        ),
        (
            "merge of merged",
            #"""
            a: &a
              x: 1
            b: &b
              <<: *a
              y: 2
            c:
              z: 3
              <<: *b

            """#
        ),
        (
            "merge inline",
            #"""
            a:
              <<: {x: 1, y: 2}
              y: 3

            """#
        ),
        (
            "anchors on everything",
            #"""
            - &s scalar
            - &l [a, b]
            - &m
              k: v
            - &q "quoted"
            - &b |
              block
            - *s
            - *l
            - *m
            - *q
            - *b
            - &k key: value
            - *k : again
            - [*s, *l]
            - {a: *m}

            """#
        ),
        (
            "anchor before tag and after",
            #"""
            a: &x !!str 1
            b: !!str &y 2
            c: [*x, *y]
            d: !Foo &z
              k: v
            e: *z

            """#
        ),
        (
            "redefined anchor",
            #"""
            a: &x 1
            b: *x
            c: &x 2
            d: *x

            """#
        ),
        (
            "literal",
            #"""
            a: |
              one
              two
            b: |

              leading blank


              two blanks above
            c: |-
              stripped
            d: |+
              kept


            e: end

            """#
        ),
        (
            "folded",
            #"""
            a: >
              one
              two

              three
                more indented
                still

              back


              far
            b: >-
              x
              y
            c: >+
              k

            d: 1

            """#
        ),
        (
            "block indicators",
            #"""
            a: |2
                two more
              none
            b: |1-
              x
            c: >2+
               y
              z

            d: |  # comment
              text # not a comment
              # neither

            """#
        ),
        (
            "block scalar in list",
            #"""
            - |
              a
              b
            - >
              c
              d
            -   |
              e
            - - |
                f

            """#
        ),
        ("block scalar at the end", "a:\n  b: |\n    echo one\n    echo two"),
        ("block scalar spaces only", "a: |\n  x\n   \n  y\n    \nb: |\n  \n  z\n"),
        (
            "vtl template",
            #"""
            request:
              template:
                application/json: >
                  {
                    "body": $input.json('$'),
                    "m": "$context.httpMethod"
                  }
                text: |-
                  #set($x = 1)
                  $x

            """#
        ),
        (
            "single quotes",
            #"""
            a: ''
            b: 'it''s'
            c: 'two
              lines'
            d: 'a

              b


              c'
            e: '  kept  '
            f: 'a # b'
            'g h': 1

            """#
        ),
        (
            "double quotes",
            "a: \"\"\nb: \"\\\"q\\\" \\\\ \\/ \\t\\n\\r\\0\\a\\b\\e\\f\\v\\N\\_\\L\\P\\x41\\u00e9\\U0001F600\"\nc: \"two\n  lines\"\nd: \"a \\\n   b\"\ne: \"a\\\n\n  b\"\nf: \"a\n\n\n  b  \n  c\"\n\"g: h\": 1\n"
        ),
        (
            "plain multi line",
            #"""
            a: one
              two
              three
            b:
              four
              five

              six
            c: seven


               eight

            """#
        ),
        (
            "plain with indicators",
            #"""
            a: b-c
            b: -x
            c: ?x
            d: x:y
            e: http://a/b?c=d&e=f#g
            f: a, b
            g: x]y}z{
            h: --x
            i: a !b
            j: a *b &c
            k: '%d'
            l: 50%
            m: x@y
            n: \d+
            o: a 'b' "c"
            p: ::x
            q: AWS::S3::Bucket

            """#
        ),
        (
            "types",
            #"""
            - null
            - ~
            -
            - true
            - FALSE
            - True
            - 1
            - -1
            - +1
            - 1.5
            - 1.
            - 1e3
            - 1.5E-3
            - .5
            - .inf
            - -.INF
            - .nan
            - 0x1f
            - 0o17
            - 012
            - 1_000
            - 2020-01-01
            - 12:30
            - yes
            - Off
            - n
            - truE
            - nulL
            - ''
            - '1'
            - "true"
            - 1.2.3
            - 1-2
            - '-'
            - 123456789012345678901234567890
            - 0
            - -0
            - 1e400

            """#
        ),
        (
            "tags of the core",
            #"""
            - !!str 1
            - !!str
            - !!int 1
            - !!float 1
            - !!bool true
            - !!null ''
            - !!seq [a]
            - !!map {a: b}
            - ! 1
            - !<tag:yaml.org,2002:str> 2
            - !local x
            - !!set {a, b}
            - !!binary aGVsbG8=

            """#
        ),
        (
            "flow sequences",
            #"""
            a: []
            b: [1]
            c: [1, 2, 3]
            d: [ a , b ]
            e: [a, b,]
            f: [[1, 2], [3, [4]]]
            g: [
              a,
              # comment
              b, c
            ]
            h: [a b, c d]
            i: [a: 1, b: 2]
            j: ["a": 1, 'b' : 2]
            k: [? x : y]
            l: [multi
              line, plain]

            """#
        ),
        (
            "flow mappings",
            #"""
            a: {}
            b: {x: 1}
            c: {x: 1, y: 2}
            d: { x : 1 , y: }
            e: {x, y}
            f: {x: {y: {z: 1}}}
            g: {
              x: 1,
              y: [a,
                 b]
            }
            h: {"x":1, 'y':2}
            i: {? a : b}
            j: {a: !Ref b, c: &x d, e: *x}
            k: {http://x: y}

            """#
        ),
        (
            "flow at the root",
            #"""
            {a: 1,
             b: [2, 3],
            c: {d: e}}

            """#
        ),
        (
            "flow sequence at the root",
            #"""
            [a,
            {b: c}]

            """#
        ),
        (
            "flow keys",
            #"""
            [a, b]: c
            {d: e}: f
            "q": g
            'r' : h

            """#
        ),
        (
            "json",
            #"""
            {
              "a": 1,
              "b": [true, false, null],
              "c": {"d": "e\n\u0041"},
              "f": -1.5e10
            }

            """#
        ),
        (
            "explicit keys",
            #"""
            ? a
            : b
            ? c
            ? |
              block
            : - one
              - two
            ? [x, y]
            : z
            ? {k: v}
            : w
            ? - s
            : t
            plain: u

            """#
        ),
        (
            "explicit key with nested",
            #"""
            ? a: b
              c: d
            : e: f
              g: h

            """#
        ),
        (
            "documents",
            #"""
            a: 1
            ---
            b: 2
            --- c
            ...
            ---
            - d
            ---
            ---
            # empty above

            """#
        ),
        (
            "document end",
            #"""
            a: 1
            ...
            # comment
            ---
            b: 2
            ...

            """#
        ),
        (
            "directives",
            #"""
            %YAML 1.1
            %TAG !e! tag:example.com,2000:
            ---
            a: !e!x 1
            b: !!str 2

            """#
        ),
        (
            "marked scalar",
            #"""
            --- |
              text
              more
            --- >
              folded
              here
            --- "quoted"
            --- plain
            lines

            """#
        ),
        (
            "compact nesting",
            #"""
            - - a
              - - b
                - c
            - - - d
            -
              - e
            - x: 1
              y:
              - 2
              - z: 3
                w: 4
            -   deep: 1
                er: 2

            """#
        ),
        (
            "list of maps of lists",
            #"""
            a:
              - b:
                  - c: 1
                    d:
                      - e
                  - f
              - g: {h: [i]}

            """#
        ),
        (
            "odd indentation",
            #"""
            a:
                b:
                 c: 1
                 d: 2
                e: 3
            f:
             - 1
             - 2
            g:
                     h: 4

            """#
        ),
        (
            "empty values",
            #"""
            a:
            b:
              c:
              d:
                e:
            f: ''
            g: {}
            h: []
            i:
              -
              -
            j:
            -
            - 1

            """#
        ),
        (
            "null before comment",
            #"""
            a: # one
            b: # two
              # three
              c: 1
            d:
            # four
              - 1
            # five
              - 2

            """#
        ),
        (
            "carriage returns",
            "a: 1\r\nb:\r\n  - x\r\n  - \"y\r\n    z\"\r\nc: |\r\n  one\r\n  two\r\n\r\nd: plain\r\n  more\r\ne: >\r\n  f\r\n  g\r\n"
        ),
        ("lone carriage returns", "a: 1\rb:\r  - x\r  - y\rc: |\r  t\r  u\r"),
        ("tabs between", "a:\t1\nb: \t'two'\t# comment\nc: [\t1,\t2\t]\nd:\t\n  e: f\ng: a\tb\n"),
        (
            "unicode",
            #"""
            naïve: caffè
            "ключ": 'значение'
            日本: [語, 😀]
            emoji: "😀 \
              x"
            b: |
              ünï
              cödé

            """#
        ),
        (
            "keys of many kinds",
            #"""
            1: a
            2.5: b
            true: c
            null: d
            -x: e
            $ref: f
            /path/{id}: g
            'a b': h
            "\t": i
            a.b: j
            Fn::Join: k
            x y z: l
            a'b: m
            ? n
            : o

            """#
        ),
        ("no final break", "a: 1\nb: two"),
        (
            "only scalar",
            #"""
            just text

            """#
        ),
        (
            "only quoted",
            #"""
            'just
              text'

            """#
        ),
        (
            "only block sequence",
            #"""
            - a
            - b

            """#
        ),
        (
            "indented root",
            #"""
              a: 1
              b:
                c: 2

            """#
        ),
        (
            "long text",
            #"""
            Description: This is a long description that
              goes on on the next line
            Outputs:
              A: {Value: !Sub 'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/'}

            """#
        ),
        (
            "sam template",
            #"""
            AWSTemplateFormatVersion: '2010-09-09'
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Timeout: 3
            Resources:
              Hello:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: hello/
                  Handler: app.handler
                  Events:
                    Api:
                      Type: Api
                      Properties: {Path: /hello, Method: get}
                  Policies:
                    - S3ReadPolicy:
                        BucketName: !Ref Bucket
                    - Statement:
                      - Effect: Allow
                        Action: ['s3:*']
                        Resource: !Sub arn:aws:s3:::${Bucket}/*
            Outputs:
              Url:
                Value: !Sub "https://${Api}/"

            """#
        ),
        (
            "open api",
            #"""
            openapi: 3.0.0
            paths:
              /a/{b}:
                get:
                  responses:
                    '200': {description: ok}
                    default:
                      description: >-
                        bad
                        thing

            """#
        ),
        (
            "quoted then comment",
            #"""
            a: "x" # c
            b: 'y'   # d
            c: [1] # e
            d: {f: g} # h
            l: &m n # o

            """#
        ),
        (
            "hash without space",
            #"""
            a: b#c
            d: 'e'
            f: [g#h, i]
            j: http://x/#y

            """#
        ),
    ]
}
