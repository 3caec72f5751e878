internal import ApplicationModel
internal import SourceText

/// Versions, aliases and URLs.
extension SAMExpansion {
    /// `AutoPublishAlias`: a version that is kept, and an alias that leads to it.
    mutating func publish(_ function: inout FunctionDraft) {
        guard let member = function.member("AutoPublishAlias") else { return }
        guard let name = member.value.string else {
            report("the alias of `\(function.id)` is not known: expected a name", at: member.value.usePlace)
            return
        }
        let origin = function.origin.asked(by: "AutoPublishAlias", at: member.keyPlace)
        let version = function.id + "Version"
        let alias = function.id + "Alias" + name.replacing("-", with: "D").replacing("_", with: "U")
        let functionName = origin.new.reference(function.id)
        addHash(&function)
        var draft = origin.draft(
            "AWS::Lambda::Version", version,
            [
                "FunctionName": functionName, "Description": function["VersionDescription"],
                "FunctionScalingConfig": function["CapacityProviderConfig"] == nil
                    ? nil : function["FunctionScalingConfig"],
            ])
        let kept = function["CapacityProviderConfig"] == nil ? "Retain" : "Delete"
        if draft.attributes["DeletionPolicy"] == nil {
            draft.attributes.set("DeletionPolicy", function["VersionDeletionPolicy"] ?? origin.new.text(kept))
        }
        function.make(draft)
        function.make(
            origin.draft(
                "AWS::Lambda::Alias", alias,
                [
                    "Name": member.value, "FunctionName": functionName,
                    "FunctionVersion": origin.new.attribute("Version", of: version),
                    "ProvisionedConcurrencyConfig": function["ProvisionedConcurrencyConfig"],
                ]))
        function.alias = (alias, name)
    }

    /// SAM writes the hash of the code behind the description, so that a new one makes a new version.
    private func addHash(_ function: inout FunctionDraft) {
        guard let hash = function.member("AutoPublishCodeSha256") else { return }
        let new = ValueMaker(hash.keyPlace)
        let text = new.substitution(
            function["Description"] == nil ? "${Hash}" : "${Description} ${Hash}",
            ["Hash": hash.value, "Description": function["Description"] ?? hash.value])
        function.properties.set("Description", text, at: function.member("Description")?.keyPlace ?? hash.keyPlace)
    }

    /// `FunctionUrlConfig`: the URL, and for `NONE` the two permissions that open it to everyone.
    mutating func addURL(_ function: inout FunctionDraft) {
        guard let member = function.member("FunctionUrlConfig") else { return }
        let origin = function.origin.asked(by: "FunctionUrlConfig", at: member.keyPlace)
        guard member.value.isMap else { return }
        let config = MemberMap(member.value)
        let name = function.alias == nil ? origin.new.reference(function.id) : function.target.arn
        function.make(
            origin.draft(
                "AWS::Lambda::Url", function.id + "Url",
                [
                    "TargetFunctionArn": name, "AuthType": config["AuthType"], "Cors": config["Cors"],
                    "InvokeMode": config["InvokeMode"],
                ]))
        guard config["AuthType"]?.literalString == "NONE" else { return }
        let anyone = origin.new.text("*")
        function.make(
            origin.draft(
                "AWS::Lambda::Permission", function.id + "UrlPublicPermissions",
                [
                    "Action": origin.new.text("lambda:InvokeFunctionUrl"), "FunctionName": name, "Principal": anyone,
                    "FunctionUrlAuthType": config["AuthType"],
                ]))
        function.make(
            origin.draft(
                "AWS::Lambda::Permission", function.id + "URLInvokeAllowPublicAccess",
                [
                    "Action": origin.new.text("lambda:InvokeFunction"), "FunctionName": name, "Principal": anyone,
                    "InvokedViaFunctionUrl": origin.new.bool(true),
                ]))
    }
}
