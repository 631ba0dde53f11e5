package dialtone.system.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every migration and every SQL string is held to Oracle; and the guard is seen to refuse what Oracle refuses. */
class OracleSqlTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** Of a migration; each is a number. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[a-z.]+}");

    @Test
    void every_statement_of_every_migration_is_oracle_sql() throws IOException {
        List<Path> migrations = find(ROOT.resolve("platform/src/main/resources/db"), ".sql");
        assertThat(migrations).isNotEmpty();
        List<String> statements = new ArrayList<>();
        for (Path migration : migrations) {
            statements.addAll(OracleSql.statements(
                    PLACEHOLDER.matcher(Files.readString(migration)).replaceAll("1")));
        }
        assertThat(objections(statements, Function.identity(), OracleSql::objections))
                .isEmpty();
    }

    @Test
    void every_sql_string_in_the_code_is_oracle_sql() throws IOException {
        List<Path> sources = Stream.of("platform", "ejb-ordering", "ejb-billing", "camel-routes", "tmf-api", "console")
                .flatMap(module -> {
                    try {
                        return find(ROOT.resolve(module).resolve("src/main/java"), ".java").stream();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        List<SqlStrings.Found> found = SqlStrings.in(sources);
        assertThat(found).isNotEmpty();
        assertThat(objections(
                        found,
                        string -> string.file().getFileName() + ": " + string.sql(),
                        string -> string.whole()
                                ? OracleSql.objections(string.sql())
                                : OracleSql.refusedConstructs(string.sql())))
                .isEmpty();
    }

    /** On all cores: parsing them takes longer than all else that is looked at here. */
    private static <T> List<String> objections(
            List<T> statements, Function<T, String> words, Function<T, List<String>> judge) {
        return statements.parallelStream()
                .flatMap(statement -> judge.apply(statement).stream().map(each -> each + ": " + words.apply(statement)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ID FROM T ORDER BY ID LIMIT 5",
                "CREATE TABLE IF NOT EXISTS T (ID NUMBER(19))",
                "CREATE TABLE T (ID BIGINT)",
                "CREATE TABLE T (OPEN BOOLEAN)",
                "CREATE TABLE T (BODY TEXT)",
                "CREATE TABLE T (ID NUMBER(19) AUTO_INCREMENT)",
                "CREATE TABLE T (NAME VARCHAR(10))",
                "CREATE TABLE T (ID INT4)",
                "INSERT INTO T (A) VALUES (1), (2)",
                "UPDATE T SET A = TRUE",
                "CREATE TABLE T (A NUMBER(1) NOT NULL DEFAULT 0)",
                "SELECT A FROM T WHERE B = ''",
                "INSERT INTO T (A) VALUES (1) ON CONFLICT DO NOTHING",
                "SELECT NOW() FROM DUAL",
                "SELECT A FROM T WHERE B ILIKE 'x'",
                "SELECT FROM WHERE"
            })
    void what_oracle_refuses_is_refused(String foreign) {
        assertThat(OracleSql.objections(foreign)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT A, B FROM T WHERE A = ? ORDER BY B FETCH FIRST ? ROWS ONLY",
                "SELECT A FROM T WHERE B = ? OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                "INSERT INTO T (ID, A) VALUES (T_SEQ.NEXTVAL, ?)",
                "MERGE INTO T USING (SELECT ? AS ID FROM DUAL) S ON (T.ID = S.ID) WHEN NOT MATCHED THEN INSERT (ID) VALUES (S.ID)",
                "SELECT ID FROM T WHERE STATE = 'FREE' AND ROWNUM <= ? FOR UPDATE SKIP LOCKED",
                "CREATE INDEX T_IX ON T (A, B)",
                "COMMENT ON COLUMN T.A IS 'what it is'",
                "ALTER TABLE T ADD (B NUMBER(1) DEFAULT 0 NOT NULL)"
            })
    void what_oracle_takes_is_taken(String sql) {
        assertThat(OracleSql.objections(sql)).isEmpty();
    }

    private static List<Path> find(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
