extension APIKnowledge {
    static let python = APIKnowledge(SchemaCheck.python + language + library + frameworks + clients)

    private static let language: [(APIPattern, APIEffect)] = [
        ("int", APIEffect(guarantees: .number)), ("float", APIEffect(guarantees: .number)),
        ("bool", APIEffect(guarantees: .boolean)), ("len", APIEffect(guarantees: .number)),
        ("abs", APIEffect(guarantees: .number)), ("round", APIEffect(guarantees: .number)), ("ord", APIEffect(guarantees: .number)),
        ("decimal.Decimal", APIEffect(guarantees: .number)), ("str", APIEffect(guarantees: .scalar)),
        ("repr", APIEffect()), ("print", APIEffect(result: .nothing)), ("dict", APIEffect(result: .merged)),
        ("list", APIEffect(result: .argument(0))), ("tuple", APIEffect(result: .argument(0))), ("set", APIEffect(result: .argument(0))),
        ("sorted", APIEffect(result: .argument(0))), ("reversed", APIEffect(result: .argument(0))),
        ("iter", APIEffect(result: .argument(0))), ("isinstance", APIEffect(guarantees: .boolean)),
        ("hasattr", APIEffect(guarantees: .boolean)), ("exit", APIEffect(result: .nothing, isEnd: true)),
        ("sys.exit", APIEffect(result: .nothing, isEnd: true)), ("type", APIEffect(result: .nothing)),
        ("super", APIEffect(result: .nothing)),
    ]

    private static let library: [(APIPattern, APIEffect)] = [
        ("json.loads", APIEffect(result: .decoded("json", from: 0))), ("json.load", APIEffect(result: .decoded("json", from: 0))),
        ("simplejson.loads", APIEffect(result: .decoded("json", from: 0))), ("ujson.loads", APIEffect(result: .decoded("json", from: 0))),
        ("orjson.loads", APIEffect(result: .decoded("json", from: 0))),
        ("json.dumps", APIEffect(guarantees: [.jsonEncoded, .singleLine], callbacks: .none)),
        ("base64.*b64decode", APIEffect(result: .decoded("base64", from: 0))),
        ("base64.b64encode", APIEffect()), ("urllib.parse.unquote*", APIEffect(result: .decoded("url", from: 0))),
        ("urllib.parse.quote*", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("urllib.parse.urlencode", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("urllib.parse.parse_qs*", APIEffect(result: .decoded("query", from: 0))),
        ("gzip.decompress", APIEffect(result: .decoded("gzip", from: 0))), ("zlib.decompress", APIEffect(result: .decoded("gzip", from: 0))),
        ("shlex.quote", APIEffect(guarantees: .shellQuoted)), ("pipes.quote", APIEffect(guarantees: .shellQuoted)),
        ("html.escape", APIEffect(guarantees: .htmlEscaped)), ("markupsafe.escape", APIEffect(guarantees: .htmlEscaped)),
        ("bleach.clean", APIEffect(guarantees: .htmlEscaped)), ("cgi.escape", APIEffect(guarantees: .htmlEscaped)),
        ("re.escape", APIEffect(guarantees: .patternEscaped)), ("os.path.basename", APIEffect(guarantees: .pathComponent)),
        ("werkzeug.utils.secure_filename", APIEffect(guarantees: .pathComponent)),
        ("ldap.filter.escape_filter_chars", APIEffect(guarantees: .filterEscaped)),
        ("ldap3.utils.conv.escape_filter_chars", APIEffect(guarantees: .filterEscaped)),
        ("uuid.UUID", APIEffect(guarantees: .word)), ("uuid.uuid4", APIEffect(result: .nothing)),
        ("uuid.uuid1", APIEffect(result: .nothing)), ("hashlib.*.hexdigest", APIEffect(guarantees: .digest)),
        ("hashlib.*.digest", APIEffect(guarantees: .digest)), ("hmac.new().hexdigest", APIEffect(guarantees: .digest)),
        ("hmac.compare_digest", APIEffect(guarantees: .boolean)), ("datetime.datetime.now", APIEffect(result: .nothing)),
        ("datetime.datetime.utcnow", APIEffect(result: .nothing)), ("time.time", APIEffect(result: .nothing)),
        ("datetime.datetime.strptime", APIEffect(guarantees: .word)), ("datetime.datetime.fromisoformat", APIEffect(guarantees: .word)),
        ("os.getenv", APIEffect(result: .environment)), ("os.environ.get", APIEffect(result: .environment)),
        ("open", APIEffect(result: .answer)), ("logging.*", APIEffect(result: .nothing)),
        ("os.system", APIEffect(result: .nothing)), ("subprocess.*", APIEffect(result: .answer)),
        ("functools.partial", APIEffect(result: .wrapped(0))), ("functools.wraps()", APIEffect(result: .argument(0))),
        ("functools.wraps", APIEffect(callbacks: .none)), ("copy.deepcopy", APIEffect(result: .argument(0))), ("copy.copy", APIEffect(result: .argument(0))),
        ("traceback.format_exc", APIEffect(result: .source(.error, [.field("stack")]))),
        ("ipaddress.ip_address", APIEffect(guarantees: .word)), ("textwrap.dedent", APIEffect(result: .argument(0))),
        ("inspect.cleandoc", APIEffect(result: .argument(0))),
    ]

    private static let frameworks: [(APIPattern, APIEffect)] =
        ["flask.Flask()", "flask.Blueprint()", "chalice.Chalice()", "fastapi.FastAPI()", "fastapi.APIRouter()", "bottle.Bottle()"]
        .flatMap { app in
            ["route", "get", "post", "put", "patch", "delete", "api_route", "lambda_function", "on_sqs_message", "on_s3_event", "schedule"].map { verb in
                (APIPattern("\(app).\(verb)()"), APIEffect(result: .argument(0), callbacks: .request("python")))
            }
        }
        + ["Router", "BedrockAgentResolver", "APIGatewayRestResolver", "APIGatewayHttpResolver", "LambdaFunctionUrlResolver", "ALBResolver", "AppSyncResolver", "VPCLatticeResolver"]
        .flatMap { resolver in
            ["get", "post", "put", "patch", "delete", "route", "resolver"].map { verb in
                (
                    APIPattern("aws_lambda_powertools.event_handler*.\(resolver)().\(verb)()"),
                    APIEffect(result: .argument(0), callbacks: .request("python"))
                )
            }
        } + [
            ("aws_lambda_powertools.*()", APIEffect(result: .argument(0), callbacks: .none)),
            ("aws_lambda_powertools.utilities.batch*process_partial_response", APIEffect(callbacks: .records)),
            ("aws_lambda_powertools.utilities.batch.batch_processor", APIEffect(callbacks: .records)),
            ("aws_lambda_powertools.utilities.batch.sqs_batch_processor", APIEffect(callbacks: .records)),
            ("starlette.routing.Route", APIEffect(result: .nothing, callbacks: .request("starlette"))),
            ("ask_sdk_core.skill_builder.*().request_handler()", APIEffect(result: .argument(0), callbacks: .event)),
            ("flask*.add_url_rule", APIEffect(result: .nothing, callbacks: .request("python"))),
            ("flask_restful.Api().add_resource", APIEffect(result: .nothing, callbacks: .request("python"))),
            ("flask_restx.*.add_resource", APIEffect(result: .nothing, callbacks: .request("python"))),
            ("flask_restx.*.route()", APIEffect(result: .argument(0), callbacks: .request("python"))),
            ("flask.views.*.as_view", APIEffect(result: .receiver)), ("flask.Flask().errorhandler()", APIEffect(result: .argument(0), callbacks: .failure)),
            ("fastapi.FastAPI().exception_handler()", APIEffect(result: .argument(0), callbacks: .none)),
            ("flask.request.get_json", APIEffect(result: .source(.request("flask"), [.field("json")]))),
            ("flask.request.*.get", APIEffect(result: .derived)),
        ]

    private static let clients: [(APIPattern, APIEffect)] = [
        ("boto3.client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("boto3.resource", APIEffect(result: .nothing, name: "boto3.resource($1)")),
        ("boto3.Session().client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("boto3.Session().resource", APIEffect(result: .nothing, name: "boto3.resource($1)")),
        ("boto3.session.Session().client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("boto3.session.Session().resource", APIEffect(result: .nothing, name: "boto3.resource($1)")),
        ("aioboto3.Session().client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("aioboto3.Session().resource", APIEffect(result: .nothing, name: "boto3.resource($1)")),
        ("aioboto3.client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("aioboto3.resource", APIEffect(result: .nothing, name: "boto3.resource($1)")),
        ("aiobotocore.session.get_session().create_client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("botocore.session.get_session().create_client", APIEffect(result: .nothing, name: "boto3.client($1)")),
        ("boto3.client(*).*", APIEffect(result: .answer)), ("boto3.resource(*).*", APIEffect(result: .answer)),
        ("requests.*", APIEffect(result: .answer)), ("httpx.*", APIEffect(result: .answer)),
        ("urllib.request.urlopen", APIEffect(result: .answer)), ("urllib3.*request", APIEffect(result: .answer)),
        ("aiohttp.*", APIEffect(result: .answer)), ("http.client.*", APIEffect(result: .answer)),
        ("psycopg2.*execute", APIEffect(result: .answer)), ("psycopg2.*fetch*", APIEffect(result: .answer)),
        ("pymysql.*execute", APIEffect(result: .answer)), ("pymysql.*fetch*", APIEffect(result: .answer)),
        ("sqlite3.*fetch*", APIEffect(result: .answer)), ("pynamodb.models.Model.*", APIEffect(result: .answer)),
        ("pynamodb.models.Model#*", APIEffect(result: .answer)), ("faunadb.client.FaunaClient().query", APIEffect(result: .answer)),
    ]
}
