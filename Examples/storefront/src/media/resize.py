import os
import urllib.parse

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        name = key.split("originals/", 1)[-1]

        original = "/tmp/" + name
        small = "/tmp/small-" + name
        s3.download_file(bucket, key, original)
        os.system(f"/opt/bin/convert {original} -resize 400x400 {small}")
        s3.upload_file(small, bucket, "thumbnails/" + name)
