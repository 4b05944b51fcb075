import Foundation
import ImportPipeline
import Synchronization

/// A thread that has a store open and does one thing after another with it.
///
/// Two stores are read at once; each is used by its own thread alone, from its opening to its end.
final class StoreThread: Sendable {
  /// Something to do with the store, or with the reason why there is none.
  typealias Job = @Sendable (Result<any RecordStore, any Error>) -> Void

  private let jobs: Handover<Job>

  /// Opens a store on a thread of its own.
  ///
  /// - Parameter open: makes the store and opens it for reading.
  init(_ open: @escaping @Sendable () throws -> any RecordStore) {
    let jobs = Handover<Job>(capacity: 4)
    self.jobs = jobs
    let thread = Thread {
      let opened = Result { try open() }
      // Each job is answered, also where there is no store: somebody waits for it.
      while let job = try? jobs.next() { job(opened) }
      if case .success(let store) = opened { store.rollBack() }
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

  private func start<Element>(
    _ results: Handover<Element>, _ work: @escaping @Sendable (any RecordStore) throws -> Void
  ) {
    _ = jobs.put { opened in
      do {
        try work(try opened.get())
        results.finish()
      } catch {
        results.finish(throwing: error)
      }
    }
  }
}
