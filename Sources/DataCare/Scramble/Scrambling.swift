import Foundation
public import ImportPipeline
public import Schemas
import TabularCore

/// Makes a masked copy of a store in another, empty one: the same records with pseudonyms for what is about
/// people.
///
/// Keys, references, forms, lengths and check digits stay. Texts that are about nobody but have a word of a
/// personal value in them are replaced as a whole. Neither the journal nor runs, secrets or identifiers of other
/// systems are copied. Memory does not grow with the records, but for 16 bytes for each value of a
/// key up to some millions, which go to a file then.
///
/// For example:
///
///     let scrambling = Scrambling(package, key: try ScrambleKey(file: "copy.key"))
///     let result = try scrambling.perform(
///       from: { try location.connection(writes: false) }, to: copy, run: run, now: now,
///       overflow: { try scratch() })
public struct Scrambling: Sendable {
  /// What a masked copy has.
  public struct Summary: Sendable, Hashable {
    /// How many records each table has, by machine name; tables without any are left out.
    public var records: [String: Int] = [:]
    /// How many values were replaced.
    public var replaced = 0
    /// How many of them by one in which a word of another personal value stands, as all others of their form
    /// were taken.
    public var unavoidable = 0

    /// Nothing.
    public init() {}
  }

  private let package: DataPackage
  private let key: ScrambleKey?

  /// Masks stores of a package.
  ///
  /// - Parameter key: what pseudonyms depend on; `nil` copies a masked store as it is.
  public init(_ package: DataPackage, key: ScrambleKey?) {
    self.package = package
    self.key = key
  }

  /// Whether a store has neither records nor runs.
  public func isEmpty(_ connection: any SQLConnection) throws(DataCareError) -> Bool {
    do {
      return try CopyWriter.isEmpty(CopyPlan(package), connection)
    } catch {
      throw .store(error)
    }
  }

  /// Makes the copy, all of it or nothing.
  ///
  /// - Parameters:
  ///   - source: connects to the store that is read, on a thread of its own.
  ///   - target: the store that is filled; it has the package's tables.
  ///   - run: the run that makes the copy; its ledger is filled here.
  ///   - now: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - replacesAll: whether what the store has is removed first, its runs too; for a server only.
  ///   - overflow: connects to an empty database for what memory does not take.
  public func perform(
    from source: @escaping @Sendable () throws(StoreError) -> any SQLConnection,
    to target: any SQLConnection, run: RunRecord, now: String, replacesAll: Bool = false,
    overflow: @escaping @Sendable () throws(StoreError) -> any SQLConnection
  ) throws(DataCareError) -> Summary {
    let plan = CopyPlan(package)
    let texts = Handover<MaskedRows.Part>(capacity: 8)
    let words = Handover<PersonalTokens>(capacity: 1)
    let parts = Handover<MaskedRows.Part>(capacity: 8)
    let totals = Handover<(replaced: Int, unavoidable: Int)>(capacity: 2)
    let (package, key, id) = (package, key, run.id)
    // One thread reads and masks texts, one keeps the words and masks the rest, and this one writes.
    Self.detach {
      let masks = RowMasks(package, .texts, key: key, run: id, overflow: overflow)
      do {
        try MaskedRows(plan, masks, of: try source()).read {
          texts.put($0)
        } tokens: {
          try words.next()
        }
        _ = totals.put(masks.counts)
        texts.finish()
      } catch {
        texts.finish(throwing: error)
      }
    }
    Self.detach {
      let masks = RowMasks(package, .rest, key: key, run: id, overflow: overflow)
      defer {
        words.finish()
        texts.cancel()
      }
      do {
        try MaskedParts(plan, masks).pass(from: texts, words: words, to: parts)
        _ = totals.put(masks.counts)
        parts.finish()
      } catch {
        parts.finish(throwing: error)
      }
    }
    defer { parts.cancel() }
    do {
      var summary = Summary()
      summary.records = try write(
        parts, plan, to: target, run: run, now: now, replacesAll: replacesAll)
      for _ in 0..<2 {
        guard let counts = try totals.next() else { break }
        summary.replaced += counts.replaced
        summary.unavoidable += counts.unavoidable
      }
      return summary
    } catch let error as DataCareError {
      throw error
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      throw .store(
        StoreError(.runInternal(.other(reason: String(describing: type(of: error))))))
    }
  }

  private static func detach(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 4 << 20
    thread.start()
  }

  private func write(
    _ parts: Handover<MaskedRows.Part>, _ plan: CopyPlan, to target: any SQLConnection,
    run: RunRecord, now: String, replacesAll: Bool
  ) throws -> [String: Int] {
    var run = run
    var failure: (any Error)?
    try target.begin(writes: true)
    do {
      if replacesAll { try CopyWriter.empty(plan, target) }
      run.step = .first
      try RunRecords.write(run, in: target)
      let records = try target.writing(run: run, now: now) { () throws(StoreError) in
        let writer = try CopyWriter(plan, to: target, run: run)
        do {
          while let part = try parts.next() { try writer.write(part) }
        } catch let error as StoreError {
          throw error
        } catch {
          failure = error
          throw StoreError(.runInternal(.other(reason: "the copy was not read")))
        }
        return try writer.finish()
      }
      run.step = .last
      run.ledgerJSON = LedgerLine.json(ledger(records))
      try RunRecords.finish(run, in: target)
      try target.commit()
      return records
    } catch {
      target.rollBack()
      throw failure ?? error
    }
  }

  private func ledger(_ records: [String: Int]) -> [LedgerLine] {
    package.dependencyOrder.tables.compactMap { table in
      guard let count = records[table], count > 0 else { return nil }
      var line = LedgerLine(table: table)
      line.read = count
      line.created = count
      return line
    }
  }
}
