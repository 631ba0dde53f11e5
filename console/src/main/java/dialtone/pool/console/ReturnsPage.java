package dialtone.pool.console;

import dialtone.base.Page;
import dialtone.base.console.Pager;
import dialtone.pool.DeviceReturn;
import dialtone.pool.service.DeviceReturns;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Devices that were asked back and have not come. Parameter of its address: offset. */
@Named
@RequestScoped
public class ReturnsPage {

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private DeviceReturns returns;

    private List<ReturnView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

    @PostConstruct
    void open() {
        FacesContext faces = FacesContext.getCurrentInstance();
        int offset =
                Pager.offset(faces.getExternalContext().getRequestParameterMap().get("offset"), MAX_OFFSET);
        Page<DeviceReturn> page =
                returns.list(EnumSet.complementOf(EnumSet.of(DeviceReturn.State.RECEIVED)), offset, ROWS);
        rows = page.rows().stream().map(ReturnView::of).toList();
        pager = Pager.of(page, ROWS, faces.getExternalContext().getRequestContextPath() + "/desk/returns", Map.of());
    }

    public List<ReturnView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }
}
