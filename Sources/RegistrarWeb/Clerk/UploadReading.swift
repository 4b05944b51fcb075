import Hummingbird
import Submissions

/// Takes the files of an upload to the desk as they arrive; of a file no more than a block is in memory.
struct UploadReading {
  /// What came: the fields before the files, and the files.
  struct Upload {
    var fields: [String: String]
    var files: [StoredFile]
  }

  /// How long the value of a field may be.
  private static let maximumFieldBytes = 4096
  private static let maximumFields = 20

  let site: Site
  /// Asked with the fields before the first file is taken.
  let admit: ([String: String]) throws -> Void

  private var fields: [String: String] = [:]
  private var files: [StoredFile] = []
  private var field: (name: String, bytes: [UInt8])?
  private var writer: UploadWriter?
  private var isAdmitted = false

  init(site: Site, admit: @escaping ([String: String]) throws -> Void) {
    self.site = site
    self.admit = admit
  }

  /// Reads the body of a request.
  ///
  /// - Throws: what ``admit`` throws, what the desk says, or that the form is broken; no file is kept then.
  mutating func read(_ request: Request) async throws -> Upload {
    let type = request.headers[.contentType] ?? ""
    guard let boundary = MultipartReader.boundary(ofContentType: type),
      var reader = MultipartReader(boundary: boundary)
    else { throw PageFailure.unreadableForm }
    let limit = site.settings.maximumUploadBytes
    // What a client announces is refused before it is sent.
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw DeskError.tooLarge(limit: limit)
    }
    var total = 0
    do {
      for try await buffer in request.body {
        total += buffer.readableBytes
        guard total <= limit else { throw DeskError.tooLarge(limit: limit) }
        site.counts.add(uploadedBytes: buffer.readableBytes)
        var events: [MultipartReader.Event] = []
        try reader.read(buffer.readableBytesView) { events.append($0) }
        for event in events { try take(event) }
      }
      try reader.finish()
      guard isAdmitted else { throw PageFailure.noFile }
    } catch {
      writer?.cancel()
      for file in files { site.desk.uploads.remove(file) }
      if error is MultipartReader.Failure { throw PageFailure.unreadableForm }
      throw error
    }
    guard !files.isEmpty else { throw PageFailure.noFile }
    return Upload(fields: fields, files: files)
  }

  private mutating func take(_ event: MultipartReader.Event) throws {
    switch event {
    case .part(let name, let fileName?):
      // The secret of the session stands before the files, or nothing is written.
      if !isAdmitted {
        try admit(fields)
        isAdmitted = true
      }
      // A browser sends an empty file where none was chosen.
      guard !fileName.isEmpty else {
        field = (name, [])
        return
      }
      guard files.count < site.settings.maximumUploadFiles else { throw DeskError.tooMany }
      writer = try site.desk.uploads.begin(name: fileName)
    case .part(let name, nil):
      guard fields.count < Self.maximumFields else { throw PageFailure.unreadableForm }
      field = (name, [])
    case .bytes(let bytes):
      if let writer {
        try writer.write(Array(bytes))
      } else {
        field?.bytes += bytes
        guard field?.bytes.count ?? 0 <= Self.maximumFieldBytes else {
          throw PageFailure.unreadableForm
        }
      }
    case .end:
      if let finished = writer {
        writer = nil
        files.append(try finished.finish())
      } else if let field {
        guard let text = String(validating: field.bytes, as: UTF8.self) else {
          throw PageFailure.unreadableForm
        }
        if fields[field.name] == nil { fields[field.name] = text }
        self.field = nil
      }
    }
  }
}
