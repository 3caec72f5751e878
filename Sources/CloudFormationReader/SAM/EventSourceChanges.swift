internal import ApplicationModel
internal import SourceText

/// What events add to the author's own resources: notifications of buckets, triggers of user pools.
struct EventSourceChanges {
    /// By the bucket's logical id.
    var notifications: [String: [Value]] = [:]
    /// By the user pool's logical id.
    var triggers: [String: MemberMap] = [:]
    /// The logical ids in the order they were first met.
    private(set) var order: [String] = []

    mutating func notify(_ bucket: String, _ configurations: [Value]) {
        meet(bucket)
        notifications[bucket, default: []] += configurations
    }

    mutating func meet(_ id: String) {
        if notifications[id] == nil && triggers[id] == nil { order.append(id) }
    }
}

extension SAMExpansion {
    /// `S3`: the bucket of the same template notifies the function.
    mutating func notification(_ event: SAMEvent, _ target: EventTarget, _ origin: Origin) -> ResourceDraft {
        let permission = event.permission(
            target, principal: "s3.amazonaws.com", sourceAccount: event.new.pseudo("AWS::AccountId"))
        guard let bucket = event["Bucket"]?.referencedLogicalID, drafts[bucket] != nil else {
            report(
                "the event `\(event.key)` is not known: expected `Bucket` to be a reference to a bucket of this template",
                at: event.place)
            return permission
        }
        let configurations = (event["Events"]?.oneOrMany ?? []).map { name in
            let entry = event.new.map(["Function": target.arn, "Filter": event["Filter"], "Event": name])
            return origin.attributes["Condition"].map { event.new.conditional($0, entry) } ?? entry
        }
        notifications.notify(bucket, configurations)
        // SAM treats the bucket as one of the function's own resources.
        if let main = drafts[bucket], let own = drafts[origin.logicalID]?.properties {
            drafts[bucket] = propagating(own["Tags"], if: own["PropagateTags"], to: [main]).first
        }
        return permission
    }

    /// `Cognito`: the user pool of the same template invokes the function.
    mutating func userPoolTrigger(_ event: SAMEvent, _ target: EventTarget) -> ResourceDraft {
        let pool = event["UserPool"]?.referencedLogicalID
        let arn = pool.map { event.new.attribute("Arn", of: $0) }
        let permission = event.permission(
            target, principal: "cognito-idp.amazonaws.com", sourceARN: arn, prefix: target.logicalID + "Cognito")
        guard let pool, drafts[pool] != nil else {
            report(
                "the event `\(event.key)` is not known: expected `UserPool` to be a reference to a pool of this template",
                at: event.place)
            return permission
        }
        notifications.meet(pool)
        for name in event["Trigger"]?.oneOrMany ?? [] {
            guard let key = name.string else { continue }
            if notifications.triggers[pool]?.member(key) != nil {
                report("the trigger `\(key)` of `\(pool)` is set more than once", at: name.usePlace)
            } else {
                notifications.triggers[pool, default: MemberMap()].set(key, target.arn, at: name.usePlace)
            }
        }
        return permission
    }

    /// Writes what events asked for into the buckets and user pools.
    mutating func finishEventSources() {
        for id in notifications.order {
            if let configurations = notifications.notifications[id] { addNotifications(configurations, to: id) }
            if let triggers = notifications.triggers[id] { addTriggers(triggers, to: id) }
        }
    }

    private mutating func addNotifications(_ configurations: [Value], to id: String) {
        let existing = drafts[id]?.properties["NotificationConfiguration"]
        guard existing.map(\.isMap) ?? true else { return reportUnknown("NotificationConfiguration", of: id, existing) }
        var configuration = MemberMap(existing)
        let written = configuration["LambdaConfigurations"]
        guard written.map(\.isList) ?? true else { return reportUnknown("LambdaConfigurations", of: id, written) }
        var known: Set<String> = []
        let all = (written?.elements ?? []) + configurations
        let place = configurations.first?.place ?? existing?.place
        guard let place else { return }
        let unique = all.filter { known.insert($0.fingerprint).inserted }
        configuration.set("LambdaConfigurations", ValueMaker(place).list(unique))
        drafts[id]?.properties.set(
            "NotificationConfiguration", configuration.value(at: existing?.place ?? place))
    }

    private mutating func addTriggers(_ triggers: MemberMap, to id: String) {
        let existing = drafts[id]?.properties["LambdaConfig"]
        guard existing.map(\.isMap) ?? true else { return reportUnknown("LambdaConfig", of: id, existing) }
        guard let place = existing?.place ?? triggers.members.first?.keyPlace else { return }
        var config = MemberMap(existing)
        for trigger in triggers.members where config.member(trigger.key) == nil { config.set(trigger) }
        drafts[id]?.properties.set("LambdaConfig", config.value(at: place))
    }

    private mutating func reportUnknown(_ key: String, of id: String, _ value: Value?) {
        guard let place = value?.usePlace ?? drafts[id]?.place else { return }
        report("events add to `\(key)` of `\(id)`, which is not known: expected a map", at: place)
    }
}
