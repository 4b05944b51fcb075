import Schemas
import TabularCore

/// The columns that every table accepts in addition to its own fields.
public enum ControlColumns {
  /// The headers of each control column, its machine name first.
  public static let headers: [(target: ColumnTarget, headers: [String])] = [
    (.action, ["action", "Operation", "Opération", "Acción", "Operación"]),
    (
      .sourceID,
      [
        "source_id", "Legacy ID", "Old ID", "YouTestMe ID", "Internal ID", "Ancien ID",
        "ID anterior",
      ]
    ),
    (.notes, ["notes", "Remarks", "Remarques", "Notas"]),
    (.ignored, markedStatusHeaders + rejectedRowHeaders + rejectedProblemHeaders),
  ]

  /// The headers of the column that marked copies of workbooks have beside their tables.
  public static let markedStatusHeaders = [
    "Registrar status", "Statut Registrar", "Estado Registrar",
  ]

  /// The headers of the column that says where a rejected row stood.
  public static let rejectedRowHeaders = ["Registrar row", "Ligne Registrar", "Fila Registrar"]

  /// The headers of the column that says why a row was rejected.
  public static let rejectedProblemHeaders = [
    "Registrar problems", "Problèmes Registrar", "Problemas Registrar",
  ]

  /// The longest external identifier, in characters.
  public static let sourceIDLength = 64
}

/// The action that a row requests in its `action` column.
public enum RowAction: String, Sendable {
  /// Create or update.
  case upsert
  /// Leave the row out.
  case skip
  /// Delete the record.
  case delete

  /// The action that a cell's text means; `nil` if it is not known.
  public init?(text: String) {
    switch foldedValue(text) {
    case "", "upsert", "create", "update", "insert", "add", "ajouter", "agregar", "añadir", "crear",
      "actualizar", "modificar":
      self = .upsert
    case "skip", "ignore", "ignorer", "omitir", "ignorar": self = .skip
    case "delete", "remove", "supprimer", "eliminar", "borrar": self = .delete
    default: return nil
    }
  }
}
