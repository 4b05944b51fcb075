import Dispatch
import Emission
import Foundation
import HTTPExchange
import Synchronization

/// Threads that send requests to a system, each over a connection and in a session of its own.
final class SendingLines {
  /// A request to be sent.
  struct Parcel: Sendable {
    /// By which its outcome is known.
    var number: Int
    /// The request.
    var request: HTTPRequest
    /// What it does.
    var operation: EmitOperation
  }

  /// What became of a request.
  struct Outcome: Sendable {
    /// The number of the parcel.
    var number: Int
    /// The answer, or why there can be no more.
    var result: Result<TargetReply, EmissionFailure>
  }

  private let count: Int
  private var started = 0
  private var posted = 0
  private let parcels = Mailbox<Parcel>()
  private let outcomes = Mailbox<Outcome>()

  /// At most so many lines; each begins when it is needed.
  init(_ count: Int) { self.count = count }

  deinit { parcels.close() }

  /// Has a request sent by the next line that is free.
  ///
  /// - Parameter client: whose session the lines have, each in one of its own.
  func post(_ parcel: Parcel, for client: TargetClient) {
    posted += 1
    parcels.put(parcel)
    guard started < min(count, posted) else { return }
    started += 1
    let (origin, parcels, outcomes) = (client.origin, parcels, outcomes)
    let thread = Thread {
      var line: TargetClient?
      while let parcel = parcels.next() {
        let result: Result<TargetReply, EmissionFailure>
        do throws(EmissionFailure) {
          if line == nil { line = try TargetClient(joining: origin) }
          guard let line else { preconditionFailure("a line has a client") }
          result = .success(try line.send(parcel.request, for: parcel.operation))
        } catch {
          result = .failure(error)
        }
        outcomes.put(Outcome(number: parcel.number, result: result))
      }
    }
    // An answer is read by recursion.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits for the next outcome of a request that was posted.
  func next() -> Outcome {
    posted -= 1
    guard let outcome = outcomes.next() else {
      preconditionFailure("outcomes are never closed")
    }
    return outcome
  }
}

/// What threads leave for each other, in order.
private final class Mailbox<Element: Sendable>: Sendable {
  private let state = Mutex((elements: [Element](), isClosed: false))
  private let filled = DispatchSemaphore(value: 0)

  func put(_ element: Element) {
    state.withLock { $0.elements.append(element) }
    filled.signal()
  }

  /// There will be no more elements.
  func close() {
    state.withLock { $0.isClosed = true }
    filled.signal()
  }

  /// Waits for an element; `nil` at the end.
  func next() -> Element? {
    filled.wait()
    let element = state.withLock { state in
      state.elements.isEmpty ? nil : state.elements.removeFirst()
    }
    // Every other thread that waits gets the end as well.
    if element == nil { filled.signal() }
    return element
  }
}
