/// How long a server may take, and how often it is asked again.
package struct DownloadLimits: Hashable, Sendable {
    /// How long a connection may take to be there.
    package var connect: Duration
    /// How long a server may be silent.
    package var silence: Duration
    /// How long one attempt at a file may take.
    package var attempt: Duration
    /// The fewest bytes a second that are put up with, once `silence` has passed; a server that drips byte by byte is
    /// never silent.
    package var slowest: Int
    /// How often a file is asked for before its download counts as failed.
    package var attempts: Int
    /// How long to wait before the second attempt; each further wait is twice as long.
    package var firstDelay: Duration
    /// The longest wait, also when a server asks for a longer one.
    package var longestDelay: Duration
    /// How many redirections are followed.
    package var redirects: Int

    /// Makes limits; the defaults fit a slow line, and end a broken one within a minute.
    package init(
        connect: Duration = .seconds(15), silence: Duration = .seconds(30), attempt: Duration = .seconds(3600),
        slowest: Int = 1024, attempts: Int = 4, firstDelay: Duration = .seconds(1), longestDelay: Duration = .seconds(60),
        redirects: Int = 5
    ) {
        self.connect = connect
        self.silence = silence
        self.attempt = attempt
        self.slowest = slowest
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.redirects = redirects
    }

    /// How long to wait after an attempt, counted from 1.
    func delay(after attempt: Int) -> Duration {
        min(longestDelay, firstDelay * (1 << min(max(attempt - 1, 0), 16)))
    }
}

/// The door to time: what is measured and waited with.
package struct DownloadClock: Sendable {
    /// The time since some moment that stays the same.
    package var now: @Sendable () -> Duration
    /// Waits; throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// Makes a clock.
    package init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }
}

/// Whether bytes come in fast enough.
struct Pace {
    private let limits: DownloadLimits
    private let start: Duration
    private var received = 0

    init(_ limits: DownloadLimits, start: Duration) {
        self.limits = limits
        self.start = start
    }

    /// Counts bytes; `false` when they have taken too long.
    mutating func counts(_ bytes: Int, at now: Duration) -> Bool {
        received = received.addingReportingOverflow(bytes).partialValue
        let elapsed = now - start
        guard elapsed <= limits.attempt else { return false }
        return elapsed <= limits.silence || received / max(1, limits.slowest) >= Int(clamping: elapsed.components.seconds)
    }
}
