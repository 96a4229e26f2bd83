// net/http, and how it stops by its first argument: none, close, return-at-once, wait, or told.
package main

import (
	"context"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: routes()}
	told := make(chan os.Signal, 1)
	switch os.Args[1] {
	case "none":
		server.ListenAndServe()
	case "close": // the other method: it cuts
		signal.Notify(told, syscall.SIGTERM)
		go func() { <-told; server.Close() }()
		server.ListenAndServe()
	case "return-at-once": // ListenAndServe returns as soon as Shutdown is called, and main with it
		signal.Notify(told, syscall.SIGTERM)
		go func() {
			<-told
			server.Shutdown(context.Background())
		}()
		server.ListenAndServe()
	case "wait", "told":
		if os.Args[1] == "told" {
			server.RegisterOnShutdown(func() { close(leaving) })
		}
		signal.Notify(told, syscall.SIGTERM)
		go server.ListenAndServe()
		<-told
		limit, cancel := context.WithTimeout(context.Background(), 6*time.Second)
		defer cancel()
		if server.Shutdown(limit) != nil {
			server.Close()
		}
	}
}

// Closed when streams and WebSockets are told; Shutdown does not know of the latter.
var leaving = make(chan struct{})

func routes() http.Handler {
	hello := fmt.Sprintf("hello from %d\n", os.Getpid())
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, hello) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(1500 * time.Millisecond)
		io.WriteString(w, hello)
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "20000000")
		io.WriteString(w, strings.Repeat("x", 20000000))
	})
	mux.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%d bytes\n", len(body))
	})
	mux.HandleFunc("/count", count)
	mux.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		for part := 0; part < 9; part++ {
			fmt.Fprintf(w, "part %d\n", part)
			w.(http.Flusher).Flush()
			time.Sleep(180 * time.Millisecond)
		}
	})
	mux.HandleFunc("/sse", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for {
			io.WriteString(w, "data: tick\n\n")
			w.(http.Flusher).Flush()
			select {
			case <-leaving:
				return
			case <-r.Context().Done():
				return
			case <-time.After(250 * time.Millisecond):
			}
		}
	})
	mux.HandleFunc("/ws", webSocket)
	return mux
}

func count(w http.ResponseWriter, r *http.Request) {
	file, _ := os.OpenFile(os.Getenv("COUNT"), os.O_APPEND|os.O_WRONLY, 0)
	defer file.Close()
	if r.Method == "POST" {
		file.WriteString(".")
	}
	stat, _ := file.Stat()
	fmt.Fprintln(w, stat.Size())
}

// The handshake of RFC 6455 section 4.2.2; what is said afterwards goes unheard, until it is told to leave.
func webSocket(w http.ResponseWriter, r *http.Request) {
	connection, buffered, _ := w.(http.Hijacker).Hijack()
	defer connection.Close()
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	buffered.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Accept: " + base64.StdEncoding.EncodeToString(sum[:]) + "\r\n\r\n")
	buffered.Flush()
	ended := make(chan struct{})
	go func() {
		io.Copy(io.Discard, buffered)
		close(ended)
	}()
	select {
	case <-leaving:
		connection.Write([]byte{0x88, 2, 1001 >> 8, 1001 & 255}) // a Close frame: going away
		<-ended
	case <-ended:
	}
}
