package dialtone.ledger.console;

import dialtone.base.Days;
import dialtone.ledger.service.LedgerPeriods;
import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /billing/journal?from=2026-11-01&to=2026-12-01}: the postings of a time as comma-separated values, for who is signed in here; the
 * API has the same. {@code to} is the first day that no longer belongs to it. 400 when one of them is no day, or they are in the wrong order.
 */
@WebServlet("/billing/journal")
public class JournalSource extends HttpServlet {
    private static final long serialVersionUID = 1;

    @EJB
    private LedgerPeriods periods;

    @SuppressWarnings("NullAway") // the container injects
    public JournalSource() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<LocalDate> from = day(request.getParameter("from"));
        Optional<LocalDate> to = day(request.getParameter("to"));
        if (from.isEmpty() || to.isEmpty()) {
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST,
                    (from.isEmpty() ? "from" : "to") + ": a day is written like 2026-12-01.");
            return;
        }
        if (!from.get().isBefore(to.get())) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "A period has two days, the later one last.");
            return;
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"journal-" + from.get() + "-" + to.get() + ".csv\"");
        try (Writer rows = response.getWriter()) {
            periods.export(from.get(), to.get(), rows);
        }
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Days::parse);
    }
}
