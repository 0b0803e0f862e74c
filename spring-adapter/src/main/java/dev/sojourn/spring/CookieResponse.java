package dev.sojourn.spring;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** A response through which no cookie leaves that may not be set. */
final class CookieResponse extends HttpServletResponseWrapper {

    private final CookieExchange exchange;

    CookieResponse(HttpServletResponse response, CookieExchange exchange) {
        super(response);
        this.exchange = exchange;
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (exchange.lets(cookie)) {
            super.addCookie(cookie);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (passes(name, value)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (passes(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (passes(name, Integer.toString(value))) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (passes(name, Integer.toString(value))) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (passes(name, Long.toString(date))) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (passes(name, Long.toString(date))) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        takeBack();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        takeBack();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        takeBack();
        super.sendRedirect(location);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        takeBack();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        takeBack();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        takeBack();
        super.flushBuffer();
    }

    /** Whatever comes next may send the headers off, and nothing can be added to them then. */
    void takeBack() {
        exchange.takeBack((HttpServletResponse) getResponse());
    }

    private boolean passes(String name, String value) {
        return !CookieExchange.isSetCookie(name) || value == null || exchange.lets(value);
    }
}
