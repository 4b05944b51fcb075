import Dispatch
import Synchronization

/// What one thread hands to another, a few elements ahead.
final class Handover<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var isFinished = false
    var isCancelled = false
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)
  private let free = DispatchSemaphore(value: 0)

  /// - Parameter capacity: how many elements may wait.
  init(capacity: Int) {
    for _ in 0..<capacity { free.signal() }
  }

  /// Waits for room and adds an element; `false` when nobody will take it.
  func put(_ element: sending Element) -> Bool {
    free.wait()
    let isTaken = state.withLock { state in
      if state.isCancelled { return false }
      state.elements.append(element)
      return true
    }
    if isTaken { filled.signal() } else { free.signal() }
    return isTaken
  }

  /// There will be no more elements.
  func finish(throwing error: (any Error)? = nil) {
    state.withLock { state in
      state.isFinished = true
      if let error { state.failure = error }
    }
    filled.signal()
  }

  /// Nobody will take further elements.
  func cancel() {
    let waiting = state.withLock { state in
      state.isCancelled = true
      defer { state.elements = [] }
      return state.elements
    }
    _ = waiting
    free.signal()
  }

  /// Waits for the next element; `nil` at the end.
  func next() throws -> Element? {
    filled.wait()
    let (element, failure) = state.withLock { state in
      state.elements.isEmpty
        ? (nil, state.failure) : (state.elements.removeFirst(), nil)
    }
    if let element {
      free.signal()
      return element
    }
    // Whoever asks again gets the end again.
    filled.signal()
    if let failure { throw failure }
    return nil
  }
}
