import io
import re
import urllib.parse

import boto3
from PIL import Image

s3 = boto3.client("s3")

NAME = re.compile(r"originals/([a-z0-9-]{1,64}\.(?:jpg|png))")
LARGEST = 20 * 1024 * 1024
Image.MAX_IMAGE_PIXELS = 50_000_000


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        match = NAME.fullmatch(key)
        if not match or record["s3"]["object"]["size"] > LARGEST:
            print("skipped an object with an unexpected name or size")
            continue

        original = s3.get_object(Bucket=bucket, Key=key)["Body"].read(LARGEST)
        small = io.BytesIO()
        with Image.open(io.BytesIO(original), formats=("JPEG", "PNG")) as image:
            image.thumbnail((400, 400))
            image.save(small, format=image.format)
        s3.put_object(Bucket=bucket, Key="thumbnails/" + match[1], Body=small.getvalue())
