import Foundation
import ImportPipeline
import Synchronization

/// A thread that has a store open and does one thing after another with it.
///
/// Two stores are read at once; each is used by its own thread alone, from its opening to its end.
final class StoreThread: Sendable {
  typealias Job = @Sendable (any RecordStore) throws -> Void

  private let jobs: Handover<Job>

  /// Opens a store on a thread of its own.
  ///
  /// - Parameter open: makes the store and opens it for reading.
  init(_ open: @escaping @Sendable () throws -> any RecordStore) {
    let jobs = Handover<Job>(capacity: 4)
    self.jobs = jobs
    let thread = Thread {
      do {
        let store = try open()
        defer { store.rollBack() }
        while let job = try jobs.next() { try job(store) }
      } catch {
        jobs.cancel(error)
      }
    }
    thread.stackSize = 4 << 20
    thread.start()
  }

  deinit { jobs.finish() }

  /// Asks the store a question; the answer comes through what is returned.
  func ask<Answer: Sendable>(
    _ question: @escaping @Sendable (any RecordStore) throws -> Answer
  ) -> Handover<Answer> {
    let answers = Handover<Answer>(capacity: 1)
    start(answers) { store in _ = answers.put(try question(store)) }
    return answers
  }

  /// Reads records; batches of them come through what is returned.
  func stream(
    _ read:
      @escaping @Sendable (
        any RecordStore, _ take: ([ComparedRecord]) -> Bool
      ) throws -> Void
  ) -> Handover<[ComparedRecord]> {
    let batches = Handover<[ComparedRecord]>(capacity: 4)
    start(batches) { store in try read(store) { batches.put($0) } }
    return batches
  }

  private func start<Element>(_ results: Handover<Element>, _ work: @escaping Job) {
    let isTaken = jobs.put { store in
      do {
        try work(store)
        results.finish()
      } catch {
        results.finish(throwing: error)
      }
    }
    if !isTaken { results.finish(throwing: jobs.failure) }
  }
}
