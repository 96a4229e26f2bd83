package main

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: http.HandlerFunc(answer)}
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM)
	go server.ListenAndServe()
	<-told
	limit, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	if server.Shutdown(limit) != nil {
		server.Close()
	}
}

func answer(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/slow" {
		time.Sleep(1500 * time.Millisecond)
	}
	w.Write([]byte("hello\n"))
}
