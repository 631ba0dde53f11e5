package dialtone.system.sql;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The SQL statements that stand as strings in Java sources; SQL is written in capitals here, JPQL is not. */
final class SqlStrings {

    private static final Pattern SQL =
            Pattern.compile("\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO) [\\s\\S]+");

    /** @param whole false for a part that the code completes: it is held to the refused constructs, not to the grammar */
    record Found(Path file, String sql, boolean whole) {}

    private SqlStrings() {}

    static List<Found> in(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Found> found = new ArrayList<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                unit.accept(new Statements(file, found), null);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Statements extends TreeScanner<Void, Void> {
        private final Path file;
        private final List<Found> found;
        private boolean part;

        Statements(Path file, List<Found> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitBinary(BinaryTree binary, Void unused) {
            Optional<String> text = constant(binary);
            if (text.isPresent()) {
                take(text.get());
                return null;
            }
            boolean outer = part;
            part = true;
            super.visitBinary(binary, null);
            part = outer;
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
            constant(literal).ifPresent(this::take);
            return null;
        }

        private void take(String text) {
            if (SQL.matcher(text).matches()) {
                found.add(new Found(file, text.strip(), !part && !text.endsWith(" ")));
            }
        }

        private static Optional<String> constant(ExpressionTree tree) {
            if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                return Optional.of(text);
            }
            if (tree instanceof ParenthesizedTree parenthesized) {
                return constant(parenthesized.getExpression());
            }
            if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
                return constant(binary.getLeftOperand())
                        .flatMap(left -> constant(binary.getRightOperand()).map(right -> left + right));
            }
            return Optional.empty();
        }
    }
}
