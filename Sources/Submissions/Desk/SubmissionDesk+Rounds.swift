import Foundation
public import JSONText

/// What changed from one round to the next.
extension SubmissionDesk {
  /// Has a child compare the rows of a submission's files with those of the round before.
  ///
  /// - Parameters:
  ///   - change: which rows are wanted: `new`, `gone` or `changed`; `nil` for all.
  ///   - first: how many rows are passed over.
  ///   - limit: the most rows that are wanted.
  /// - Returns: the answer to `differences` of the protocol of corrections.
  /// - Throws: `notFound` for a first round, `expired` when the files of either are gone, `noResources` when the child
  ///   could not do it.
  public func rowDifferences(
    of id: String, for caller: Caller, change: String?, from first: Int, limit: Int
  ) async throws(DeskError) -> JSONNode {
    let now = try submission(id, for: caller)
    guard let follows = now.follows else { throw .notFound }
    let earlier = try submission(follows, for: caller)
    guard !now.isExpired, !earlier.isExpired else { throw .expired }
    let inputs = [now, earlier].flatMap { submission in
      submission.files.map { uploads.childFolder(of: submission.id) + "/in/" + $0.name }
    }
    guard inputs.allSatisfy({ access($0, R_OK) == 0 }) else { throw .expired }
    var question = JSONWriter()
    question.object { json in
      json.member("id", 1)
      json.member("do", "differences")
      json.member("before", now.files.count + 1)
      json.optional("change", change)
      json.member("after", max(0, first))
      json.member("limit", limit)
    }
    let path = uploads.childFolder(of: id) + "/question-" + Secret.id()
    do {
      try Data(question.bytes + [UInt8(ascii: "\n")]).write(to: URL(filePath: path))
    } catch { throw .unwritable(path) }
    defer { unlink(path) }
    let result = await children.run(
      ["correct", "--offline", "--package", now.package, "--language", now.language, "--"] + inputs,
      usesStore: false, seconds: 120, input: path)
    guard result.ending == .exited(0), let answer = try? JSONParser.parse(result.output),
      answer.member("ok")?.content == .boolean(true)
    else { throw .noResources }
    return answer
  }
}
