import Foundation
import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import Submissions
import TabularCore

extension PageRoute {
  /// Correcting files on the page.
  static let grid: [PageRoute] = [
    .get("/submissions/{id}/grid", .roles([.clerk])) { asked in try await asked.gridPage() },
    .post("/submissions/{id}/grid/ask", .roles([.clerk]), body: .json) { asked in
      try await asked.askGrid()
    },
    .post("/submissions/{id}/grid/save", .roles([.clerk])) { asked in try await asked.saveGrid() },
  ]
}

extension PageRequest {
  /// What a page may ask of the child; what writes files is the server's to ask.
  private static let questions: Set<String> = [
    "open", "rows", "row", "check", "edit", "undo", "redo", "edits", "status",
  ]

  /// The submission, if the caller may correct it now.
  private func corrected() async throws -> (Submission, [DeskOutput]) {
    let (id, caller) = (try parameter("id"), try caller)
    return try await asking { desk in
      let submission = try desk.submission(id, for: caller)
      guard desk.actions(openTo: caller, on: submission).contains(.correct) else {
        throw DeskError.wrongState(submission.state)
      }
      let originals = try desk.outputs(of: id, for: caller).filter {
        if case .original = $0.kind { true } else { false }
      }
      return (submission, originals)
    }
  }

  fileprivate func gridPage() async throws -> Response {
    let (submission, _) = try await corrected()
    var values = SubmissionValues(submission, self).row
    values["version"] = submission.version
    let words = [
      "loading", "broken", "rows", "row", "gone", "came", "hangsOn", "locked", "secret",
      "error", "warning", "note",
    ]
    values["words"] =
      words.map { ["name": $0, "text": label("grid/words/" + $0)] }
      + [["name": "suggestion", "text": label("findings/suggestion")]]
    return page(
      "grid", title: label("grid/title", ["number": submission.number]), part: "submissions", values
    )
  }

  fileprivate func askGrid() async throws -> Response {
    guard let question = try? JSONParser.parse(json), question.members != nil,
      let name = question.member("do")?.string, Self.questions.contains(name),
      !json.contains(UInt8(ascii: "\n"))
    else { throw PageFailure.unreadableForm }
    let (submission, originals) = try await corrected()
    let child = try await site.grids.child(of: submission, originals: originals, for: try caller)
    do {
      let answer = try await child.ask(json)
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
    } catch is GridChild.Failure {
      await site.grids.end(submission.id, for: try caller)
      throw DeskError.noResources
    }
  }

  /// Puts the corrected files on the desk as the next round.
  fileprivate func saveGrid() async throws -> Response {
    let (submission, originals) = try await corrected()
    let caller = try caller
    let child = try await site.grids.child(of: submission, originals: originals, for: caller)
    guard let folder = await site.grids.folder(of: submission.id, for: caller) else {
      throw DeskError.noResources
    }
    let saved = folder + "/saved"
    try FileManager.default.createDirectory(atPath: saved, withIntermediateDirectories: true)
    var order = JSONWriter()
    order.object {
      $0.member("id", 0)
      $0.member("do", "save")
      $0.member("folder", saved)
      $0.member("all") { $0.value("true") }
    }
    let answer = try JSONParser.parse(try await child.ask(order.bytes))
    guard answer.member("ok")?.scalar == "true" else { throw DeskError.stale(now: 0) }
    let next = try await asking { desk in
      var files: [StoredFile] = []
      do {
        for original in originals {
          let writer = try desk.uploads.begin(name: original.name)
          let file = try FileHandle(forReadingFrom: URL(filePath: saved + "/" + original.name))
          defer { try? file.close() }
          while let block = try file.read(upToCount: 1 << 18), !block.isEmpty {
            try writer.write(Array(block))
          }
          files.append(try writer.finish())
        }
        return try desk.submit(
          files, package: submission.package, scope: submission.scope,
          language: submission.language, by: caller, follows: submission.id, isCorrection: true)
      } catch {
        for file in files { desk.uploads.remove(file) }
        throw error
      }
    }
    await site.grids.end(submission.id, for: caller)
    return .seeOther("/submissions/\(next.id)")
  }
}
