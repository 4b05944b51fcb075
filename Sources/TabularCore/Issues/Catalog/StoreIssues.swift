extension IssueCatalog {
  /// What to do about an edit by hand that verification finds.
  private static var manualEditHelp: LocalizedText {
    text(
      "import the record with --overwrite-manual to replace it, or leave it: imports keep it",
      "importez l'enregistrement avec --overwrite-manual pour le remplacer, ou laissez-le : les"
        + " imports le gardent")
  }

  /// Issues between the run and the stored records.
  ///
  /// `{parent}`, `{children}` and `{records}` are nouns that the package gives its tables.
  static let storeIssues: [IssueDefinition] = [
    IssueDefinition(
      "store.unreachable", .error, level: 1,
      when: "the store cannot be opened, or the connection is lost before anything was written",
      message: text(
        "cannot open the store of target `{target}`: {reason}",
        "impossible d'ouvrir la base de la cible `{target}` : {reason}"),
      variants: [
        "lost": text(
          "the connection to the store of target `{target}` was lost: {reason}",
          "la connexion à la base de la cible `{target}` a été perdue : {reason}"),
        "missing": text(
          "cannot open the store of target `{target}`: {reason}",
          "impossible d'ouvrir la base de la cible `{target}` : {reason}"),
        "file": text(
          "cannot open the store of target `{target}`: {reason}",
          "impossible d'ouvrir la base de la cible `{target}` : {reason}"),
        "broken": text(
          "the store of target `{target}` cannot be read or written any further: {reason}",
          "la base de la cible `{target}` ne peut plus être lue ni modifiée : {reason}"),
        "full": text(
          "the store of target `{target}` cannot take more: {reason}",
          "la base de la cible `{target}` ne peut rien prendre de plus : {reason}"),
        "denied": text(
          "role `{role}` lacks the privilege `{privilege}` on `{object}` in the store of target"
            + " `{target}`",
          "le rôle `{role}` n'a pas le privilège `{privilege}` sur `{object}` dans la base de la"
            + " cible `{target}`"),
        "read-only": text(
          "the store of target `{target}` may not be written: {reason}",
          "la base de la cible `{target}` ne peut pas être modifiée : {reason}"),
        "in-doubt": text(
          "the connection to the store of target `{target}` was lost while run `{run}` was"
            + " committed, and the server does not come back",
          "la connexion à la base de la cible `{target}` a été perdue pendant la validation de"
            + " l'exécution `{run}`, et le serveur ne revient pas"),
      ],
      help: text(
        "check the target's address and that the server runs",
        "vérifiez l'adresse de la cible et que le serveur fonctionne"),
      helpVariants: [
        "missing": text(
          "check the path, or make a store with `registrar store init{storeOption}{packageOption}`",
          "vérifiez le chemin, ou créez une base par"
            + " `registrar store init{storeOption}{packageOption}`"),
        "file": text(
          "name the file of a store that may be read and written, or a new one",
          "nommez le fichier d'une base que l'on peut lire et modifier, ou un nouveau"),
        "broken": text(
          "check the disk; restore a backup if the file is damaged",
          "vérifiez le disque ; restaurez une sauvegarde si le fichier est endommagé"),
        "full": text("free space and run again", "libérez de l'espace et relancez"),
        "denied": text(
          "ask for the privilege; `registrar store grants{storeOption}{packageOption}` prints what each"
            + " role needs",
          "demandez ce privilège ; `registrar store grants{storeOption}{packageOption}` dit ce qu'il faut"
            + " à chaque rôle"),
        "read-only": text(
          "ask for the right to write the file and its folder",
          "demandez le droit d'écrire le fichier et son dossier"),
        "in-doubt": text(
          "when the server is back, `registrar show {run}{storeOption}` finds the run if it was written",
          "quand le serveur sera revenu, `registrar show {run}{storeOption}` trouvera l'exécution si"
            + " elle a été écrite"),
      ]),
    IssueDefinition(
      "store.schema-version", .error, level: 1,
      when: "stored schema version, package hash or platform version does not fit",
      message: text(
        "the store has schema version `{found}`, this package needs `{expected}`",
        "la base a le schéma en version `{found}`, ce paquet demande `{expected}`"),
      variants: [
        "package": text(
          "the store belongs to package `{found}`, expected `{expected}`",
          "la base appartient au paquet `{found}`, `{expected}` est attendu"),
        "hash": text(
          "the store was made with other tables of package `{package}`",
          "la base a été faite avec d'autres tables du paquet `{package}`"),
        "missing": text(
          "the store lacks `{first}`, which this package needs",
          "il manque à la base `{first}`, que ce paquet demande"),
        "empty": text(
          "the store is not initialised for package `{package}`",
          "la base n'est pas initialisée pour le paquet `{package}`"),
        "unfit": text(
          "the store's tables do not fit this package, `{count}` {count|error|errors}: `{first}`",
          "les tables de la base ne conviennent pas à ce paquet, `{count}`"
            + " {count|erreur|erreurs} : `{first}`"),
        "not-owned": text(
          "run `{run}` wrote to `{table}`, which belongs to another program and does not say who"
            + " wrote a record last",
          "l'exécution `{run}` a écrit dans `{table}`, qui appartient à un autre programme et ne"
            + " dit pas qui a écrit un enregistrement en dernier"),
        "bare": text(
          "`{target}` has no tables of registrar; it is no store yet",
          "`{target}` n'a pas les tables de registrar ; ce n'est pas encore une base"),
        "statement": text(
          "the store's tables do not fit this package: {reason}",
          "les tables de la base ne conviennent pas à ce paquet : {reason}"),
        "older-run": text(
          "run `{run}` was written by an older release, which did not keep what is needed to take"
            + " it back",
          "l'exécution `{run}` a été écrite par une version plus ancienne, qui n'a pas gardé de quoi"
            + " l'annuler"),
        "folding": text(
          "the store compares names as an earlier release did: format `{found}`, this one needs"
            + " `{expected}`",
          "la base compare les noms comme une version plus ancienne : format `{found}`, celle-ci"
            + " demande `{expected}`"),
        "newer": text(
          "the store was written by a newer release: format `{found}`, this one knows"
            + " `{expected}`",
          "la base a été écrite par une version plus récente : format `{found}`, celle-ci connaît"
            + " `{expected}`"),
      ],
      help: text(
        "run `registrar store check{storeOption}{packageOption}`, which names what does not fit",
        "lancez `registrar store check{storeOption}{packageOption}`, qui nomme ce qui ne convient"
          + " pas"),
      helpVariants: [
        "package": text(
          "name the right package or another store",
          "nommez le bon paquet ou une autre base"),
        "hash": text(
          "run `registrar store migrate{storeOption}{packageOption}`",
          "lancez `registrar store migrate{storeOption}{packageOption}`"),
        "missing": text(
          "run `registrar store migrate{storeOption}{packageOption}`",
          "lancez `registrar store migrate{storeOption}{packageOption}`"),
        "folding": text(
          "run `registrar store migrate{storeOption}{packageOption}`",
          "lancez `registrar store migrate{storeOption}{packageOption}`"),
        "empty": text(
          "run `registrar store init{storeOption}{packageOption}`",
          "lancez `registrar store init{storeOption}{packageOption}`"),
        "bare": text(
          "name the store, or make one with `registrar store init{storeOption}{packageOption}`",
          "nommez la base, ou faites-en une avec"
            + " `registrar store init{storeOption}{packageOption}`"),
        "not-owned": text(
          "correct the records there, or restore a backup",
          "corrigez-y les enregistrements ou restaurez une sauvegarde"),
        "older-run": text(
          "correct the records by hand, or restore a backup",
          "corrigez les enregistrements à la main ou restaurez une sauvegarde"),
        "newer": text("use the newer release", "utilisez la version plus récente"),
      ]),
    IssueDefinition(
      "store.row-refused", .error,
      when: "the store refuses an operation while executing; the group is rolled back",
      message: text(
        "the store refused `{table}` `{key}`: {reason}",
        "la base a refusé `{table}` `{key}` : {reason}"),
      variants: [
        "statement": text(
          "the store refused what the run wrote: {reason}",
          "la base a refusé ce que l'exécution a écrit : {reason}"),
        "changed": text(
          "the store refused `{table}` `{key}`: another program changed it meanwhile",
          "la base a refusé `{table}` `{key}` : un autre programme l'a changé entre-temps"),
      ],
      help: text(
        "correct the row; the reason is the database's own",
        "corrigez la ligne ; la raison vient de la base elle-même"),
      helpVariants: [
        "statement": text(
          "ask who looks after the database; run `registrar store check{storeOption}{packageOption}`",
          "demandez à qui s'occupe de la base ; lancez"
            + " `registrar store check{storeOption}{packageOption}`"),
        "changed": text("run again", "relancez"),
      ]),
    IssueDefinition(
      "store.rights-missing", .error,
      when: "the role may not do in the store what the run would do, or row-level security hides"
        + " records from it",
      message: text(
        "the role lacks a right in the store: {reason}",
        "il manque au rôle un droit dans la base : {reason}"),
      variants: [
        "privilege": text(
          "role `{role}` may not {privilege} in `{table}`",
          "le rôle `{role}` n'a pas le droit {privilege} dans `{table}`"),
        "rows": text(
          "row-level security hides records of `{table}` from role `{role}`",
          "la sécurité par ligne cache au rôle `{role}` des enregistrements de `{table}`"),
      ],
      help: text(
        "grant it with `registrar store grants{storeOption}{packageOption}`, or use another role",
        "accordez-le avec `registrar store grants{storeOption}{packageOption}`, ou prenez un autre"
          + " rôle"),
      helpVariants: [
        "rows": text(
          "use a role that sees all records, one with BYPASSRLS or the table's owner",
          "prenez un rôle qui voit tous les enregistrements, avec BYPASSRLS ou le propriétaire"
            + " de la table")
      ]),
    IssueDefinition(
      "store.manual-edit", .warning,
      when: "the stored value was last written outside the tool; kept",
      message: text(
        "`{field}` of `{key}` was set to `{found}` by hand on `{date}` and was kept",
        "`{field}` de `{key}` a été mis à `{found}` à la main le `{date}` et a été gardé"),
      variants: [
        "cleared": text(
          "`{field}` of `{key}` was emptied by hand on `{date}` and was kept so",
          "`{field}` de `{key}` a été vidé à la main le `{date}` et a été gardé ainsi"),
        "other": text(
          "`{field}` of `{key}` was set to `{found}` by another program and was kept",
          "`{field}` de `{key}` a été mis à `{found}` par un autre programme et a été gardé"),
        "other-cleared": text(
          "`{field}` of `{key}` was emptied by another program and was kept so",
          "`{field}` de `{key}` a été vidé par un autre programme et a été gardé ainsi"),
        "found": text(
          "`{field}` of `{key}` was set to `{found}` by hand on `{date}`; it was `{expected}`",
          "`{field}` de `{key}` a été mis à `{found}` à la main le `{date}` ; c'était `{expected}`"),
        "found-cleared": text(
          "`{field}` of `{key}` was emptied by hand on `{date}`; it was `{expected}`",
          "`{field}` de `{key}` a été vidé à la main le `{date}` ; c'était `{expected}`"),
        "found-list": text(
          "`{field}` of `{key}` was changed by hand on `{date}`",
          "`{field}` de `{key}` a été modifié à la main le `{date}`"),
      ],
      help: text(
        "pass `--overwrite-manual` to replace it",
        "passez `--overwrite-manual` pour le remplacer"),
      helpVariants: [
        "found": manualEditHelp, "found-cleared": manualEditHelp, "found-list": manualEditHelp,
      ]),
    IssueDefinition(
      "store.unrecorded", .warning,
      when: "verification finds a stored record that no run made",
      message: text(
        "no run made {record} `{key}`", "aucune exécution n'a créé `{key}` ({record})"),
      help: text(
        "import the record, or delete it in the store",
        "importez l'enregistrement ou supprimez-le dans la base")),
    IssueDefinition(
      "store.protection-missing", .warning,
      when: "verification finds that the store has lost a trigger or a key of its tables",
      message: text(
        "trigger `{trigger}` of `{table}` is missing: what is changed by hand is not noted",
        "il manque le déclencheur `{trigger}` de `{table}` : ce qui est modifié à la main n'est pas"
          + " noté"),
      variants: [
        "changed": text(
          "trigger `{trigger}` of `{table}` is not as it was made",
          "le déclencheur `{trigger}` de `{table}` n'est plus tel qu'il a été fait"),
        "off": text(
          "trigger `{trigger}` of `{table}` is switched off",
          "le déclencheur `{trigger}` de `{table}` est désactivé"),
        "key": text(
          "the store does not keep `{field}` of `{table}` unique any more",
          "la base ne garantit plus que `{field}` de `{table}` est unique"),
      ],
      help: text(
        "run `registrar store migrate{storeOption}{packageOption}`, which makes it again; look for"
          + " changes made meanwhile",
        "lancez `registrar store migrate{storeOption}{packageOption}`, qui le refait ; cherchez ce"
          + " qui a changé entre-temps"),
      helpVariants: [
        "off": text(
          "switch it on; look for changes made meanwhile",
          "activez-le ; cherchez ce qui a changé entre-temps"),
        "key": text(
          "run `registrar store migrate{storeOption}{packageOption}`, which makes it again in its own"
            + " tables; in another program's make the unique index yourself",
          "lancez `registrar store migrate{storeOption}{packageOption}`, qui le refait dans ses"
            + " propres tables ; dans celles d'un autre programme, refaites l'index unique vous-même"
        ),
      ]),
    IssueDefinition(
      "store.delete-referenced", .error, when: "a record to delete still has children",
      message: text(
        "{parent} `{key}` has `{count}` {children} and cannot be deleted",
        "la suppression de `{key}` ({parent}) est impossible : `{count}` {children}"
          + " {count|s'y rapporte|s'y rapportent}"),
      variants: [
        "unseen": text(
          "{parent} `{key}` cannot be deleted: the role may not read `{children}`, which may refer to"
            + " it",
          "la suppression de `{key}` ({parent}) est impossible : le rôle ne peut pas lire `{children}`,"
            + " qui peut s'y rapporter")
      ],
      help: text("delete or move them first", "supprimez-les ou déplacez-les d'abord")),
    IssueDefinition(
      "store.exists-skipped", .note, when: "mode insert-only and the key is stored",
      message: text(
        "`{key}` is already stored and was skipped", "`{key}` est déjà en base et a été sauté"),
      variants: [
        "differs": text(
          "`{key}` is already stored and was skipped; `{field}` is `{found}` there, here `{value}`",
          "`{key}` est déjà en base et a été sauté ; `{field}` y vaut `{found}`, ici `{value}`"),
        "differs-several": text(
          "`{key}` is already stored and was skipped; `{count}` fields differ, the first is"
            + " `{field}`: `{found}` there, here `{value}`",
          "`{key}` est déjà en base et a été sauté ; `{count}` champs diffèrent, le premier est"
            + " `{field}` : `{found}` en base, ici `{value}`"),
      ],
      help: text("nothing to do", "rien à faire")),
    IssueDefinition(
      "store.absent-from-file", .note,
      when: "stored records the file does not mention; nothing deleted",
      message: text(
        "`{count}` stored {records} {count|is|are} not in the file",
        "`{count}` {records} en base {count|n'est|ne sont} pas dans le fichier"),
      variants: [
        "most": text(
          "at most `{count}` stored {records} {count|is|are} not in the file: the keys of some rows"
            + " cannot be read",
          "au plus `{count}` {records} en base {count|n'est|ne sont} pas dans le fichier : la clé de"
            + " certaines lignes est illisible")
      ],
      help: text(
        "nothing to do; `--prune {table} --allow-delete` plans their deletion",
        "rien à faire ; `--prune {table} --allow-delete` planifie leur suppression")),
    IssueDefinition(
      "store.orphans", .warning, when: "verification finds stored children without parent",
      message: text(
        "`{count}` stored {children} have no {parent}",
        "`{count}` {children} en base n'ont pas de {parent}"),
      help: text("correct them in the store", "corrigez-les dans la base")),
    IssueDefinition(
      "store.count-mismatch", .error, when: "counts after commit or against --expect differ",
      message: text(
        "the store has `{count}` {records}, expected `{expected}`",
        "la base a `{count}` {records}, `{expected}` attendus"),
      variants: [
        "journal": text(
          "the journal of run `{run}` has `{count}` {records}, its ledger says `{expected}`",
          "le journal de l'exécution `{run}` a `{count}` {records}, son bilan dit `{expected}`"),
        "verified": text(
          "the store has `{count}` {records}, expected `{expected}`",
          "la base a `{count}` {records}, `{expected}` attendus"),
      ],
      help: text(
        "run `registrar verify{storeOption}{packageOption}`, which names the records",
        "lancez `registrar verify{storeOption}{packageOption}`, qui nomme les enregistrements"),
      helpVariants: [
        "journal": text(
          "somebody wrote to the tables of registrar itself; restore a backup",
          "quelqu'un a écrit dans les tables de registrar ; restaurez une sauvegarde"),
        "verified": text(
          "look for triggers or other writers; import the records again or restore a backup",
          "cherchez des déclencheurs ou d'autres programmes ; importez de nouveau les enregistrements ou"
            + " restaurez une sauvegarde"),
      ]),
    IssueDefinition(
      "store.value-differs", .error,
      when: "a value read back after writing is not the one written",
      message: text(
        "`{field}` of `{key}` was written as `{expected}`, the store has `{found}`",
        "`{field}` de `{key}` a été écrit `{expected}`, la base a `{found}`"),
      variants: [
        "seal": text(
          "the record or journal of run `{run}` is not what was sealed",
          "l'enregistrement ou le journal de l'exécution `{run}` n'est pas ce qui a été scellé"),
        "journal": text(
          "`{field}` of `{key}` is `{found}`; run `{run}` wrote `{expected}`, and no edit was noted",
          "`{field}` de `{key}` vaut `{found}` ; l'exécution `{run}` a écrit `{expected}`, et aucune"
            + " modification n'a été notée"),
        "journal-part": text(
          "`{field}` of `{key}` is not what run `{run}` wrote, and no edit was noted",
          "`{field}` de `{key}` n'est pas ce que l'exécution `{run}` a écrit, et aucune modification"
            + " n'a été notée"),
      ],
      help: text(
        "look for triggers or other writers", "cherchez des déclencheurs ou d'autres programmes")),
  ]
}
