package import AdvisoryMatching
package import HTTPDownload

/// What commands of the runtime half know beside `Surroundings`: replaced in tests.
package struct NetworkSurroundings: Sendable {
    /// How long servers may take.
    package var limits: DownloadLimits
    /// The door to time.
    package var clock: DownloadClock
    /// What scans know of without a store.
    package var snapshot: AdvisoryInventory

    /// Makes surroundings.
    package init(limits: DownloadLimits, clock: DownloadClock, snapshot: AdvisoryInventory) {
        self.limits = limits
        self.clock = clock
        self.snapshot = snapshot
    }

    /// Those of this process.
    package static var process: NetworkSurroundings {
        let clock = ContinuousClock()
        let start = clock.now
        return NetworkSurroundings(
            limits: DownloadLimits(),
            clock: DownloadClock(
                now: { start.duration(to: clock.now) }, sleep: { try await clock.sleep(for: $0) }),
            snapshot: AdvisorySnapshot.bundled.inventory())
    }

    /// The surroundings of the command that runs in this task; set by `RingfencedCommand.run(_:in:on:)`.
    @TaskLocal static var current: NetworkSurroundings = .process
}
