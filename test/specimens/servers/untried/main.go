// net/http with a signal handler that closes, without Shutdown().
package main

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	http.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		if request.URL.Path == "/slow" {
			time.Sleep(1500 * time.Millisecond)
		}
		answer.Write([]byte("hello\n"))
	})
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT")}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	go func() { <-signals; server.Close() }()
	server.ListenAndServe()
}
