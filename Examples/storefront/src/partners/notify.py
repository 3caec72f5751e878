import json
import os

import boto3
from jinja2 import Template

ses = boto3.client("ses")


def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["Sns"]["Message"])
        print("mailing", order)
        html = Template("<p>Dear " + order["name"] + ", your order {{ id }} is on its way.</p>").render(id=order["id"])
        ses.send_email(
            Source=os.environ["SENDER"],
            Destination={"ToAddresses": [order["email"]]},
            Message={
                "Subject": {"Data": "Order " + str(order["id"])},
                "Body": {"Html": {"Data": html}},
            },
        )
