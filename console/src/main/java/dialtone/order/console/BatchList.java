package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.Pager;
import dialtone.order.service.FalloutBatches;
import dialtone.order.service.FalloutBatches.Standing;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** The batches of fallout tasks, the latest first. Parameter of its address: offset. */
@Named
@RequestScoped
public class BatchList {

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private FalloutBatches batches;

    @Inject
    private HttpServletRequest request;

    private List<BatchView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

    @PostConstruct
    void open() {
        Page<Standing> page = batches.list(Pager.offset(request.getParameter("offset"), MAX_OFFSET), ROWS);
        rows = page.rows().stream().map(BatchView::of).toList();
        pager = Pager.of(page, ROWS, request.getContextPath() + "/operations/batches", Map.of());
    }

    public List<BatchView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }
}
